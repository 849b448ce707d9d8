"""The layers around a worker: each is on or says why not, and full is full or nothing."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from conftest import EXERCISES, ROOT, strictly

from gradgrader.errors import GraderBroken, UnknownName
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.grading.grade import Grader, cage
from gradgrader.grading.job import Graded, Job, Options, Refused, Started
from gradgrader.grading.launch import Grading
from gradgrader.sandbox import isolation, kernel, landlock, namespaces
from gradgrader.sandbox.isolation import Cage, missing, summary
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.seccomp import program
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.syscalls import COMPUTE, FILES, OTHERS, TABLES
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission, Unit

FULL = Options(isolation="full")
HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}
# names that the generic table has under the 64-bit name of a call with two
GENERIC = {"newfstatat": 79, "fstat": 80, "fstatfs": 44, "statfs": 43, "fadvise64": 223}


@pytest.fixture(scope="module")
def full() -> Cage:
    """The cage of `--isolation full` for the lab's exercises."""
    return cage(FULL, load_all(roots()))


@pytest.fixture
def tries(zygote, full: Cage) -> Callable[..., str]:
    """What a line of Python prints when it is run in a worker: its value, or its exception."""

    def run(line: str, *, without: tuple[str, ...] = (), level: str = "full") -> str:
        source = (
            f"import os\ntry:\n    print({line})\nexcept BaseException as e:\n    print(repr(e))"
        )
        unit = Unit(name="a.py", source=source)
        submission = Submission(path="a.py", units=(unit,))
        held = replace(full, level=level, without=without)
        with Session(zygote, submission, Limits(), held) as session:
            session.load()
            return session.printed().strip()

    return run


def test_every_layer_of_full_is_on_here(zygote, full: Cage) -> None:
    """Full isolation is to be had on this machine, and the report says so."""
    with Session(zygote, Submission(path="", units=()), Limits(), full) as session:
        states = session.layers

    assert missing(states) == {}
    assert summary(states, "full") == summary(states, "auto") == "full"


DENIED = {
    "read a file": "open('/etc/passwd').read()[:4]",
    "read an exercise": f"open({str(EXERCISES / 'attn' / 'exercise.yaml')!r}).read()",
    "write a file": "open('/tmp/gg-canary', 'w')",
    "list a folder": "os.listdir('/')",
    "socket": "__import__('socket').socket()",
    "fork": "os.fork()",
    "kill": "os.kill(os.getpid(), 0)",
    "execute": "os.execv('/bin/true', ['true'])",
    "chmod": "os.chmod('.', 0o777)",
}


@pytest.mark.parametrize("line", DENIED.values(), ids=DENIED)
def test_what_reaches_beyond_the_process_is_denied(line: str, tries) -> None:
    """Each attempt ends in PermissionError at the learner's line."""
    assert tries(line).startswith("PermissionError")


def test_work_in_the_scratch_folder_is_allowed(tries) -> None:
    """A learner may write a plot and read it again, and import what is installed."""
    work = "open('x', 'w').write('ab'), open('x').read(), os.listdir()"
    libraries = "__import__('decimal').Decimal(1), len(__import__('wave').__all__)"

    assert tries(work) == "2 ab ['x']"
    assert tries(libraries) == "1 4"


def test_seccomp_stands_in_for_landlock() -> None:
    """On a kernel without Landlock no file can be opened at all, and that is full as well."""
    states = dict.fromkeys([*isolation.LIMITS, *isolation.NAMES], "on")
    states["landlock"] = "off: not there"

    assert missing(states) == {}
    assert set(missing(states | {"seccomp": "off: no"})) == {"landlock", "seccomp"}


@pytest.fixture
def bare(monkeypatch) -> Iterator[Zygote]:
    """Workers as in a container without namespaces, on a kernel without Landlock."""

    def refuse(*_: object) -> NoReturn:
        raise OSError(errno.EPERM, "unshare: Operation not permitted")

    def unknown() -> NoReturn:
        raise OSError(errno.ENOSYS, "syscall: Function not implemented")

    monkeypatch.setattr(kernel, "unshare", refuse)
    monkeypatch.setattr(kernel, "landlock_version", unknown)
    warm()  # what is not imported by now can't be
    zygote = Zygote.fork()
    yield zygote
    zygote.close()


def test_full_isolation_of_a_container_with_an_old_kernel(bare: Zygote) -> None:
    """What is off says why; it is still full; right solutions pass, and no file can be opened."""
    exercises = load_all(roots())
    grader = Grader(bare, exercises, FULL)
    with Session(bare, Submission(path="", units=()), Limits(), grader.cage) as session:
        states = session.layers
    off = {name: state for name, state in states.items() if state != "on"}
    off.pop("other user", None)
    reports = [
        grader.grade(read(min((EXERCISES / one.id / "solutions").iterdir()))) for one in exercises
    ]
    source = "try:\n    open('x', 'w')\nexcept OSError as error:\n    print(error.strerror)\n"
    unit = Unit(name="a.py", source=source)
    with Session(bare, Submission(path="", units=(unit,)), Limits(), grader.cage) as session:
        session.load()
        printed = session.printed()

    refused = "off: unshare: Operation not permitted"
    assert off.pop("user namespace").startswith("off")
    assert off == {
        "landlock": "off: syscall: Function not implemented",
        **dict.fromkeys((namespaces.MOUNTS, *namespaces.KINDS), refused),
    }
    assert summary(states, "full") == "full"
    assert [report.status for report in reports] == ["passed"] * len(exercises)
    assert printed == "Permission denied\n"


def test_layers_can_be_switched_off_one_by_one(tries) -> None:
    """Without Landlock files are open, without seccomp processes are: each stops its own."""
    assert tries("open('/etc/passwd').read(4)", without=("landlock",)) == "root"
    assert tries("os.kill(os.getpid(), 0)", without=("seccomp",)) == "None"


def test_full_refuses_to_run_with_less() -> None:
    """Where a layer is missing, nothing is graded: an error of ours with the layer's name."""
    options = Options(isolation="full", without=("seccomp",))
    job = Job(
        submissions=(read(EXERCISES / "tanh" / "starter.py"),),
        folders=tuple(map(str, roots())),
        options=options,
    )
    with Grading() as grading:
        events = list(grading.events(job))

    assert [type(event) for event in events] == [Refused]
    assert events[0].exit_code == GraderBroken.exit_code
    assert "seccomp: off: switched off" in events[0].message
    assert "gradgrader doctor" in events[0].hint


def test_auto_says_what_is_missing() -> None:
    """Where a layer is missing, auto runs all the same and says so."""
    options = Options(isolation="auto", without=("landlock", "seccomp"))
    job = Job(
        submissions=(read(EXERCISES / "tanh" / "solutions" / "save_output.py"),),
        folders=tuple(map(str, roots())),
        options=options,
    )
    with Grading() as grading:
        started, *_, graded = grading.events(job)

    assert isinstance(started, Started)
    assert started.isolation == "partial (no landlock, no seccomp)"
    assert isinstance(graded, Graded)
    assert graded.report.status == "passed"


def test_unknown_level_offers_the_nearest() -> None:
    """`--isolation ful` is told what there is."""
    with pytest.raises(UnknownName, match="no isolation 'ful'") as caught:
        cage(Options(isolation="ful"), [])

    assert caught.value.hint == "try full"


@pytest.mark.parametrize("path", sorted(EXERCISES.glob("*/solutions/*.py")), ids=lambda p: p.stem)
def test_right_solutions_pass_under_full_isolation(path: Path, grade) -> None:
    """Nothing that a right solution needs is denied."""
    assert grade(path, isolation="full", **strictly(path)).status == "passed"


def test_lab_notebook_passes_under_full_isolation(grade) -> None:
    """The example notebook, with its gradchecks at the top level."""
    report = grade(ROOT / "examples" / "week1.ipynb", isolation="full")

    assert report.status == "passed"
    assert [p.code for p in report.problems] == ["magic-skipped"]


@pytest.mark.parametrize("machine", TABLES)
def test_numbers_are_the_kernels(machine: str) -> None:
    """Every number is the one in the kernel's header, and every name is there."""
    if not HEADERS[machine].is_file():
        pytest.skip(f"{HEADERS[machine]} is not installed")
    text = HEADERS[machine].read_text(encoding="utf-8")
    known = {m[1]: int(m[2]) for m in re.finditer(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", text)}
    known |= GENERIC if machine == "aarch64" else {}
    _, numbers = TABLES[machine]

    assert {name: n for name, n in numbers.items() if known.get(name) != n} == {}


def test_names_stand_once() -> None:
    """A call is for computing, for files, or for others: never two of them."""
    names = [name for group in (COMPUTE, FILES, OTHERS) for name in group.split()]

    assert len(names) == len(set(names))
    assert {"ptrace", "kill", "socket", "execve", "unshare"} <= set(OTHERS.split())


def test_filter_is_short_enough_for_the_kernel() -> None:
    """BPF_MAXINSNS is 4096 instructions of 8 bytes."""
    assert 0 < len(program(os.getpid(), files=True)) // 8 < 4096


def test_hidden_folder_is_left_out_of_what_may_be_read(tmp_path: Path) -> None:
    """A root with something hidden beneath it becomes its other entries."""
    for name in ("a", "b/c", "b/d"):
        (tmp_path / name).mkdir(parents=True)

    found = landlock.without([tmp_path], [tmp_path / "b" / "c"])

    assert found == [str(tmp_path / "a"), str(tmp_path / "b" / "d")]


def test_exercises_are_not_readable(full: Cage) -> None:
    """No path that may be read holds an exercise or gradgrader itself."""
    hidden = [EXERCISES, ROOT / "gradgrader"]

    assert [p for p in full.readable if any(Path(p) in (h, *h.parents) for h in hidden)] == []
