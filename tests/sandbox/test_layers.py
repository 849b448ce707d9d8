"""Each layer, put on in a process of its own: what it says, and what is so from then on."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gradgrader.sandbox import isolation, kernel, landlock, namespaces
from gradgrader.sandbox.isolation import NAMES, ON, Cage, put_on
from gradgrader.sandbox.limits import Limits

SOME = Limits(scratch=1 << 20, files=20)
PR_GET_DUMPABLE, PR_GET_NO_NEW_PRIVS = 3, 39


def apart(act: Callable[[], object]) -> object:
    """What `act` returns (as JSON) in a forked process, which whatever it does to itself ends."""
    end, start = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.write(start, json.dumps(act()).encode())
        finally:
            os._exit(0)  # also writes what coverage has counted
    os.close(start)
    with os.fdopen(end, "rb") as file:
        answer = file.read()
    os.waitpid(pid, 0)
    return json.loads(answer)


def held(*layers: str, scratch: Path, also: Callable[[], object] = lambda: None) -> object:
    """States and what `also` says in a process with only these layers on."""
    others = tuple(name for name in NAMES if name not in layers)
    cage = Cage("full", others, ("/",))

    def act() -> object:
        return put_on(cage, SOME, str(scratch)), also()

    return apart(act)


def test_all_that_can_be_put_on_together() -> None:
    """All but those under which nothing can be told any more; each says that it is on."""
    without = ("seccomp", "other user", namespaces.MOUNTS)
    cage = Cage("full", without, ("/",))
    states = apart(lambda: put_on(cage, Limits(), os.getcwd()))  # noqa: PTH109

    assert {name for name, state in states.items() if state != ON} == set(without)
    assert set(states) == {*isolation.BUILT_IN, *isolation.LIMITS, *NAMES}


def test_mounts_give_the_scratch_folder_a_size(tmp_path: Path) -> None:
    """Neither removed files nor many of them hold more; nobody else sees what is in it."""
    (tmp_path / "there").touch()

    def fill() -> object:
        seen = [path.name for path in Path().iterdir()]
        words = []
        try:
            with Path("big").open("wb") as file:
                Path("big").unlink()
                for _ in range(3):
                    file.write(bytes(1 << 19))
                    file.flush()
        except OSError as error:
            words.append(error.strerror)
        try:
            for number in range(30):
                Path(f"f{number}").touch()
        except OSError as error:
            words.append(error.strerror)
        return seen, words

    states, (seen, words) = held(namespaces.MOUNTS, scratch=tmp_path, also=fill)
    if states[namespaces.MOUNTS] != ON:
        pytest.skip(f"mount namespace: {states[namespaces.MOUNTS]}")

    assert seen == []
    assert words == ["No space left on device"] * 2
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert str(tmp_path) not in Path("/proc/self/mountinfo").read_text()


def network_and_memory() -> list[str]:
    """The names of these two namespaces."""
    return [str(Path(f"/proc/self/ns/{name}").readlink()) for name in ("net", "ipc")]


def test_namespaces() -> None:
    """Another network and other processes: nothing that this machine has can be named there."""

    def look() -> object:
        states = namespaces.leave()
        return states, network_and_memory()

    states, inside = apart(look)
    outside = network_and_memory()

    assert set(states) == {namespaces.USER, *namespaces.KINDS}
    for kind, here, there in zip(namespaces.KINDS, outside, inside, strict=False):
        assert (here != there) == (states[kind] == ON)


def test_capabilities_are_gone(tmp_path: Path) -> None:
    """All four sets of them are empty."""

    def sets() -> list[str]:
        lines = Path("/proc/self/status").read_text().split("\n")
        return [line.split()[1] for line in lines if line[:6] in {"CapPrm", "CapEff", "CapInh"}]

    _, found = held("capabilities", scratch=tmp_path, also=sets)

    assert {int(one, 16) for one in found} == {0}


@pytest.mark.parametrize(
    ("layer", "option", "value"),
    [("not dumpable", PR_GET_DUMPABLE, 0), ("no new privileges", PR_GET_NO_NEW_PRIVS, 1)],
)
def test_flags_of_the_process(layer: str, option: int, value: int, tmp_path: Path) -> None:
    """As prctl(2) tells them, with the layer and without."""

    def flag() -> int:
        return ctypes.CDLL(None).prctl(option, 0, 0, 0, 0)

    assert held(layer, scratch=tmp_path, also=flag)[1] == value
    assert held(scratch=tmp_path, also=flag)[1] != value


def test_landlock_lets_look_but_not_write(tmp_path: Path) -> None:
    """Outside of the scratch folder, which is the working directory's, so that coverage can."""

    def work() -> list[str]:
        words = []
        for path in (tmp_path / "x", Path("/etc/hostname")):
            try:
                with path.open("a" if path.name == "x" else "r"):
                    words.append("opened")
            except OSError as error:
                words.append(error.strerror)
        return words

    assert held("landlock", scratch=Path.cwd(), also=work)[1] == ["Permission denied", "opened"]


def test_limits_stay_below_those_of_the_parent() -> None:
    """A limit that the parent set lower is kept; one that can't be set says so."""

    def act() -> object:
        resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))
        states = replace(SOME, open_files=50).apply()
        return states["open files"], resource.getrlimit(resource.RLIMIT_NOFILE)

    assert apart(act) == ["on", [40, 40]]


def test_kernel_says_why_not() -> None:
    """An error of the kernel's is an OSError that names the call."""
    with pytest.raises(OSError, match="prctl: "):
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.NSIG + 1000)


def test_what_is_not_there_needs_no_permission() -> None:
    """A path that may be read and does not exist is passed over."""

    def act() -> str:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        landlock.restrict(["/no/such/path", "/"], [os.getcwd()])  # noqa: PTH109
        return "restricted"

    assert apart(act) == "restricted"
