"""What keeps a learner's code to itself: layers, put on one after the other before it is loaded.

Each layer works or says why not, on its own. `full` are those without which a hostile file could
reach beyond its process; the rest (another user, namespaces) is extra, and not to be had in many
containers.
"""

from __future__ import annotations

import contextlib
import os
import resource
import site
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gradgrader.sandbox import kernel, landlock, namespaces, seccomp
from gradgrader.sandbox.limits import Limits, die_with_parent

ON, OFF = namespaces.ON, "off: switched off"
NOBODY = 65534
LEVELS = ("auto", "full", "process", "none")
BUILT_IN = (
    "own process",
    "own session",
    "closed descriptors",
    "empty environment",
    "scratch folder",
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SYSTEM = (
    "/usr/lib",
    "/lib",
    "/lib64",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
)


@dataclass(frozen=True, slots=True)
class World:
    """What the layers need to know of a worker.

    `readable` are the only paths that it may look at; without `files` it may open none.
    """

    scratch: str
    limits: Limits
    readable: Sequence[str]
    files: bool


@dataclass(frozen=True, slots=True)
class Cage:
    """How a worker is to be held: a level, without the layers that are switched off for a test."""

    level: str = "process"
    without: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layer:
    """One wall: how to put it up, and what to do where that fails."""

    name: str
    apply: Callable[[World], None]
    remedy: str
    full: bool = True


def put_on(cage: Cage, limits: Limits, scratch: str) -> dict[str, str]:
    """Put every layer of the cage on this process, for good; says of each whether it is on."""
    states = dict.fromkeys(BUILT_IN, ON)
    if cage.level == "none":
        return states
    states |= limits.apply()
    if cage.level == "process":
        return states
    for layer in LAYERS:
        files = states.get("landlock") == ON or "landlock" in cage.without
        world = World(scratch, limits, cage.readable, files=files)
        states[layer.name] = OFF if layer.name in cage.without else _state(layer, world)
    return states


def foresee() -> None:
    """Work out now what is the same for every worker that is forked from here."""
    _closed()
    for files in (True, False):
        with contextlib.suppress(OSError):  # a processor without a table: the layer will say so
            seccomp.program(os.getpid(), files=files)


def _state(layer: Layer, world: World) -> str:
    try:
        layer.apply(world)
    except OSError as error:
        return f"off: {error.strerror or error}"[:200]
    return ON


def missing(states: dict[str, str]) -> dict[str, str]:
    """Layers that full isolation needs and that are off, with why and what to do.

    Landlock may be missing: seccomp then denies every open.
    """
    stands_in = states.get("seccomp") == ON
    needed = {layer.name: layer.remedy for layer in LAYERS if layer.full}
    limits = {name: "" for name in states if name in LIMITS}
    return {
        name: f"{states.get(name, 'off')}{'; ' if remedy else ''}{remedy}"
        for name, remedy in {**limits, **needed}.items()
        if states.get(name, "off") != ON and not (name == "landlock" and stands_in)
    }


def summary(states: dict[str, str], level: str) -> str:
    """One word or two for the report: `full`, `partial (no seccomp)`, `process`, `none`."""
    if level in {"process", "none"}:
        return level
    lacking = missing(states)
    return f"partial (no {', no '.join(lacking)})" if lacking else "full"


def readable_paths(hidden: Sequence[Path]) -> list[str]:
    """The interpreter's library and installed packages, without gradgrader and `hidden`."""
    package = Path(__file__).parents[1]
    places = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}
    places |= {place for place in (*sys.path, *site.getsitepackages()) if "-packages" in place}
    roots = [Path(place) for place in sorted(places) if place and Path(place).is_dir()]
    roots += [Path(sys.base_prefix) / "lib", *map(Path, _SYSTEM)]
    alone = [root for root in roots if root.exists() and not any(r in root.parents for r in roots)]
    return [*landlock.without(alone, [package, *hidden]), *_DEVICES]


def _own_mounts(world: World) -> None:
    namespaces.own_mounts(world.scratch, world.limits.scratch, world.limits.files)
    os.chdir(world.scratch)


def _not_dumpable(_: World) -> None:
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def _no_new_privileges(_: World) -> None:
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def _no_processes(_: World) -> None:
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _other_user(world: World) -> None:
    if os.geteuid():
        raise OSError("already no root")
    if closed := _closed():
        raise OSError(f"Python lies below {closed}, which only root may enter")
    os.chown(world.scratch, NOBODY, NOBODY)
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    die_with_parent()  # which the kernel forgets when the user changes


@cache
def _closed() -> str:
    """The folder above Python that keeps others out, or nothing."""
    prefixes = {Path(sys.prefix), Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))}
    above = sorted({one for prefix in prefixes for one in (prefix, *prefix.parents)})
    return next((str(one) for one in above if not one.stat().st_mode & 0o001), "")


def _capabilities(_: World) -> None:
    kernel.drop_capabilities()


def _landlock(world: World) -> None:
    landlock.restrict(world.readable, [world.scratch])


def _seccomp(world: World) -> None:
    kernel.seccomp(seccomp.program(os.getpid(), files=world.files))


_LINUX = "needs Linux on x86-64 or aarch64"
LIMITS = ("memory", "cpu time", "file size", "open files", "core dumps")
LAYERS = (
    Layer(namespaces.MOUNTS, _own_mounts, "most containers refuse it", full=False),
    Layer("no processes", _no_processes, _LINUX),
    Layer("no new privileges", _no_new_privileges, _LINUX),
    Layer("landlock", _landlock, "needs Linux 5.13 with landlock among its security modules"),
    Layer(
        "other user", _other_user, "only for root; install Python where all may read it", full=False
    ),
    Layer("capabilities", _capabilities, _LINUX),
    Layer("not dumpable", _not_dumpable, _LINUX),
    Layer("seccomp", _seccomp, f"{_LINUX}, and a container that allows seccomp"),
)
NAMES = tuple(layer.name for layer in LAYERS)
