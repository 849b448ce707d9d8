"""Code that dies, hangs or lies: a verdict with its cause and line, and nothing is left behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from handed_in import MATMUL, TANH, code, matmul, notebook, problem, problems, statuses

from gradgrader.model.result import Status

PASSED, CRASHED, TIMED_OUT = Status.PASSED, Status.CRASHED, Status.TIMED_OUT
FORWARD, BACKWARD = "line 7", "line 13"
SEGFAULT = "import ctypes; ctypes.string_at(0)"
KILL = "import os; os.kill(os.getpid(), 9)"
SEGFAULTED = "your code crashed Python itself (segmentation fault)"
UNPRINTABLE = "raise type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})"


def children(parent: int) -> list[int]:
    """Processes whose parent is `parent`, zombies included."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[1]) == parent:
            found.append(int(stat.parent.name))
    return found


def running(command: str) -> list[int]:
    """Processes with that command line, its arguments each ended by a null byte."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it ended meanwhile
            found += [int(path.parent.name)] * (path.read_bytes() == command.encode())
    return found


@pytest.fixture(autouse=True)
def _no_worker_left(zygote) -> Iterator[None]:
    """After each test here, no worker is alive or a zombie."""
    before = children(zygote.pid)  # in a process namespace, its first process
    yield
    assert children(zygote.pid) == before
    assert [child for pid in before for child in children(pid)] == []


def first_failure(report):
    return next(r for r in report.grades[0].checks if r.required and r.status is not PASSED)


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("while True: pass", TIMED_OUT, "your code did not finish within 1 s"),
        ("import time; time.sleep(60)", TIMED_OUT, "your code did not finish within 1 s"),
        (SEGFAULT, CRASHED, SEGFAULTED),
        ("import os; os._exit(3)", CRASHED, "your code ended its own process (exit code 3)"),
        ("import os; os.abort()", CRASHED, "your code aborted (SIGABRT)"),
        ("raise KeyboardInterrupt", CRASHED, "backward raised KeyboardInterrupt"),
        ("raise SystemExit(4)", CRASHED, "backward raised SystemExit: 4"),
        ("raise GeneratorExit", CRASHED, "backward raised GeneratorExit"),
        ("raise Exception", CRASHED, "backward raised Exception"),
        (UNPRINTABLE, CRASHED, "backward raised Odd: (its message can't be printed)"),
        ("bytearray(100 << 30)", CRASHED, "backward raised MemoryError"),
        (
            "gx.nothing",
            CRASHED,
            "backward raised AttributeError: 'Tensor' object has no attribute 'nothing'",
        ),
    ],
)
def test_backward_that_ends_badly(line: str, status: Status, message: str, grade) -> None:
    """Whatever a backward does, the verdict names it and shows the learner's own line."""
    report = grade(code(matmul(backward=line), TANH), timeout=1)

    assert statuses(report) == {"matmul": status, "tanh": PASSED}
    failure = first_failure(report)
    assert failure.message == message
    assert [str(place) for place in failure.locations] == [BACKWARD]
    assert report.grades[0].score == 0
    assert report.seconds < 5


@pytest.mark.parametrize(
    ("line", "status", "message"),
    [
        ("while True: pass", TIMED_OUT, "your code did not finish within 1 s"),
        (SEGFAULT, CRASHED, SEGFAULTED),
        ("import os; os._exit(0)", CRASHED, "your code ended its own process (exit code 0)"),
        (
            "return Matmul.forward(ctx, q, k)",
            CRASHED,
            "forward raised RecursionError: maximum recursion depth exceeded",
        ),
        (
            "return Matmul.apply(q, k)",
            CRASHED,
            "forward raised RecursionError: maximum recursion depth exceeded",
        ),
        ("bytearray(100 << 30)", CRASHED, "forward raised MemoryError"),
        ("raise SystemExit", CRASHED, "forward raised SystemExit"),
    ],
)
def test_forward_that_ends_badly(line: str, status: Status, message: str, grade) -> None:
    """A forward that ends badly is matched by its name, and told as plainly."""
    report = grade(code(matmul(forward=line), TANH), timeout=1)

    assert statuses(report) == {"matmul": status, "tanh": PASSED}
    failure = first_failure(report)
    assert failure.message.startswith(message)
    assert [str(place) for place in failure.locations] == [FORWARD]
    assert report.seconds < 8


def test_killed_in_backward(grade) -> None:
    """SIGKILL leaves no trace of a line; the signal is named all the same."""
    report = grade(code(matmul(backward=KILL), TANH))

    assert statuses(report) == {"matmul": CRASHED, "tanh": PASSED}
    assert first_failure(report).message.startswith("your code was ended by SIGKILL")


def test_tensor_of_a_hundred_gigabytes(grade) -> None:
    """torch's own words about memory are kept, with the learner's line."""
    report = grade(matmul(backward="torch.zeros(100 << 27)"))

    assert statuses(report) == {"matmul": CRASHED}
    assert "can't allocate memory" in first_failure(report).message
    assert [str(place) for place in first_failure(report).locations] == [BACKWARD]


@pytest.mark.parametrize(
    ("statement", "code_", "message"),
    [
        (
            "while True: pass",
            "statement-timed-out",
            "this did not finish within 1 s; the rest was run without it",
        ),
        (
            "import os; os._exit(0)",
            "statement-crashed",
            "this ended its own process (exit code 0); the rest was run without it",
        ),
        (
            SEGFAULT,
            "statement-crashed",
            "this crashed Python itself (segmentation fault); the rest was run without it",
        ),
        (KILL, "statement-crashed", "this was ended by SIGKILL"),
        ("bytearray(100 << 30)", "statement-failed", "MemoryError"),
        ("raise KeyboardInterrupt", "statement-failed", "KeyboardInterrupt"),
        (UNPRINTABLE, "statement-failed", "Odd: (its message can't be printed)"),
        ("def f(): f()\nf()", "statement-failed", "RecursionError: maximum recursion depth"),
    ],
)
def test_statement_that_ends_badly(statement: str, code_: str, message: str, grade) -> None:
    """A bad statement at the top is told with its line, and the classes around it are graded."""
    report = grade(code(MATMUL, statement, TANH), timeout=1)

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problems(report) == [(code_, "line 15")]
    assert report.problems[0].message.startswith(message)
    assert report.seconds < 5


def test_training_loop_that_never_ends_in_a_cell(grade) -> None:
    """A cell that takes too long is told with cell and line; the cell after it is graded."""
    loop = "import time\nfor step in range(10**6):\n    time.sleep(0.01)"
    report = grade(notebook(MATMUL, loop, TANH), name="lab.ipynb", timeout=1)

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    told = problem(report, "statement-timed-out")
    assert (told.location.cell, told.location.line in {2, 3}) == (2, True)


def test_submission_of_nothing_but_loops(grade) -> None:
    """A file that hangs everywhere is given up, with a word for each line that was tried."""
    report = grade(code(*["while True: pass"] * 9, MATMUL), timeout=0.5)

    assert report.status is CRASHED
    assert report.grades == ()
    assert report.problems[-1].message == (
        "the submission did not finish within 0.5 s, with 5 statements left out; no more was tried"
    )
    assert [place for _, place in problems(report)] == [f"line {n}" for n in (1, 3, 5, 7, 9, 11)]


@pytest.mark.parametrize("place", ["forward", "backward"])
def test_printing_fifty_megabytes(place: str, grade) -> None:
    """What is printed beyond a bound is dropped; it costs no points."""
    report = grade(matmul(**{place: "print('x' * 2_000_000)"}) + "print('y' * 50_000_000)\n")

    assert statuses(report) == {"matmul": PASSED}
    kept, cut = report.output.split("\n[")
    assert len(kept) == 1 << 16
    assert cut == "what it printed beyond this was not kept]\n"


@pytest.mark.parametrize("place", ["top", "backward"])
def test_forked_worker(place: str, grade) -> None:
    """A process that forks and answers twice is caught, in words that are a sentence."""
    fork = "import os; os.fork()"
    report = grade(code(MATMUL, fork) if place == "top" else matmul(backward=fork))

    assert set(statuses(report).values()) <= {CRASHED, PASSED}
    messages = [r.message for g in report.grades for r in g.checks]
    assert not any("your code its process" in message for message in messages)


def test_learner_that_starts_a_process(grade) -> None:
    """What a submission starts ends with it."""
    seconds = f"{3600 + os.getpid()}.25"
    start = f"import subprocess; p = subprocess.Popen(['sleep', '{seconds}'])"
    report = grade(code(MATMUL, start))
    left = running(f"sleep\0{seconds}\0")
    for pid in left:
        os.kill(pid, signal.SIGKILL)

    assert statuses(report) == {"matmul": PASSED}
    assert left == []


def test_endless_exception_message(grade) -> None:
    """A message of ten megabytes is cut."""
    report = grade(matmul(backward="raise ValueError('long ' * 2_000_000)"))

    assert first_failure(report).message.startswith("backward raised ValueError: long long")
    assert len(first_failure(report).message) < 1000


def test_thread_that_never_ends(grade) -> None:
    """A thread that spins beside a right class does not keep the grader."""
    thread = "import threading; threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()"
    report = grade(code(TANH, thread))

    assert statuses(report) == {"tanh": PASSED}
