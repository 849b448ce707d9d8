"""Workers that are started rather than forked (as on macOS) behave like the others."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import EXERCISES
from handed_in import MATMUL, code

from gradgrader.errors import GraderBroken
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.result import Status
from gradgrader.sandbox import spawned
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.spawned import Spawned
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission, Unit


@pytest.fixture(scope="module")
def workers() -> Iterator[Spawned]:
    """One warm process ahead."""
    with Spawned(ahead=1) as workers:
        yield workers


def submission(source: str) -> Submission:
    return Submission(path="a.py", units=(Unit(name="a.py", source=source),))


def gone(pid: str) -> bool:
    """Whether a process is gone, a moment later at the most."""
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.01)
    return False


def test_submission_is_graded(workers: Spawned) -> None:
    """A right one passes and a wrong one fails, each in a process of its own."""
    exercises = [one for one in load_all(roots()) if one.id == "tanh"]
    grader = Grader(workers, exercises, Options())
    right = grader.grade(read(EXERCISES / "tanh" / "solutions" / "save_output.py"))
    wrong = grader.grade(read(EXERCISES / "tanh" / "starter.py"))

    assert (right.status, wrong.status) == (Status.PASSED, Status.FAILED)


def test_worker_and_what_it_starts_end(workers: Spawned) -> None:
    """Both the worker and a process that it has started are gone after the session."""
    source = (
        "import os\npid = os.fork()\nif not pid:\n    while True: pass\nprint(os.getpid(), pid)"
    )
    with Session(workers, submission(source), Limits()) as session:
        session.load()
        pids = session.printed().split()

    assert len(set(pids)) == 2
    assert all(gone(pid) for pid in pids)


def test_worker_that_hangs_says_where(workers: Spawned) -> None:
    """It is ended after its time, with the line that was running."""
    with (
        Session(
            workers, submission("x = 1\nwhile True:\n    x += 1\n"), Limits(answer=1)
        ) as session,
        pytest.raises(LearnerStopped) as caught,
    ):
        session.load()

    assert caught.value.status is Status.TIMED_OUT
    assert caught.value.location.line in {2, 3}


def test_nothing_of_the_caller_is_inherited(workers: Spawned, tmp_path: Path) -> None:
    """Neither open files nor variables."""
    secret = tmp_path / "secret"
    secret.write_text("s")
    source = (
        "import os\nprint(sorted(os.environ), sorted(map(int, os.listdir('/proc/self/fd')))[:-1])"
    )
    with secret.open() as file, Session(workers, submission(source), Limits()) as session:
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003
        session.load()

        assert session.printed().strip() == (
            "['HOME', 'LANG', 'MPLBACKEND', 'TMPDIR'] [0, 1, 2, 3, 4]"
        )


def test_process_that_can_not_start(monkeypatch) -> None:
    """It is our own fault, and told as such."""
    monkeypatch.setattr(spawned, "_START", "import sys; sys.exit(5)")
    with (
        Spawned(ahead=0) as workers,
        pytest.raises(GraderBroken, match="did not start"),
        Session(workers, submission(code(MATMUL)), Limits()),
    ):
        pass


def test_warm_ones_leave_when_nobody_needs_them() -> None:
    """Closing ends what was started ahead."""
    workers = Spawned(ahead=1)
    ((process, _),) = workers._warm  # noqa: SLF001
    workers.close()

    assert process.returncode is not None
