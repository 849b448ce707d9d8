"""A class as an instructor grades it: one gradebook, nothing lost, nothing graded twice."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import platform
import re
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import COMMAND, TESTS, Ran
from handed_in import ATTN, MATMUL, TANH, write

from gradgrader.exercises.catalogue import roots
from gradgrader.gradebook.book import Gradebook
from gradgrader.grading.job import Graded, Job, Lost, Options
from gradgrader.grading.launch import Grading
from gradgrader.model.result import Status
from gradgrader.submissions.read import read

WRONG = TANH.replace("1 - a * a", "1 - a")
FAST = ("--isolation", "process", "--jobs", "2")


@pytest.fixture
def submissions(tmp_path: Path) -> Path:
    """Right, wrong, a syntax error, and a file that kills its worker."""
    kills = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    return write(
        tmp_path / "subs",
        ada=MATMUL,
        bob=WRONG,
        cyd=ATTN,
        dan="x = (\n",
        eve=TANH,
        fay=kills + TANH,
    )


def standings(gradebook: Path) -> dict[str, tuple[str, float]]:
    """Each student's status and score."""
    with Gradebook.open(gradebook, create=False) as book:
        return {
            one.student.id: (one.report.status.value if one.report else "missing", one.score)
            for one in book.cohort().standings
        }


RIGHT = {
    "ada": ("passed", 1.0),
    "bob": ("failed", 0.0),
    "cyd": ("passed", 1.0),
    "dan": ("crashed", 0.0),
    "eve": ("passed", 1.0),
    "fay": ("passed", 1.0),
}


CLASS = """
subs · 7 students · 3 exercises · isolation process · seed 1

exercise  right  answered  mean  of    0  <¼   <½  <¾  <1  all
matmul        1         1  0.17   1  █ 5   ·    ·   ·   ·  ▂ 1
tanh          2         3  0.33   1  █ 4   ·    ·   ·   ·  ▅ 2
attn          1         1  0.17   1  █ 5   ·    ·   ·   ·  ▂ 1
together      4         5  0.67   3  ▅ 2   ·  █ 4   ·   ·    ·

What goes wrong most
1  tanh  a gradient is right for small inputs only

could not be graded:  dan (syntax-error)
nothing handed in:    zoe
not on the roster:    fay

4 of 6 passed everything · mean 0.67/3 points
exercises that nobody answered don't count; with -e ID, those you name do
next: gradgrader report subs.gradebook --format html=class.html
"""


@pytest.mark.usefixtures("submissions")
def test_class(gradgrader, tmp_path: Path) -> None:
    """Every verdict is that of `check`; what is told, and what the second run does."""
    (tmp_path / "class.csv").write_text(
        "id,name\n" + "".join(f"{n},\n" for n in ["ada", "bob", "cyd", "dan", "eve", "zoe"])
    )
    first = gradgrader("grade", "subs", "--roster", "class.csv", *FAST)
    second = gradgrader("grade", "subs", "--roster", "class.csv", *FAST)
    lines = first.out.splitlines()
    with Gradebook.open(tmp_path / "subs.gradebook", create=False) as book:
        texts = {student: [one.text for one in of] for student, of in book.cohort().sources.items()}

    assert (first.code, second.code) == (1, 1)
    assert (texts["ada"], texts["bob"], texts["dan"]) == ([MATMUL], [WRONG], [])
    assert lines[0].startswith(
        "6 hand-ins (flat) · 5 graded, 0 kept, 1 unreadable · isolation process · "
    )
    assert re.sub(r"seed \d+", "seed 1", "\n".join(lines[2:])) == CLASS.strip("\n")
    assert second.out.startswith("6 hand-ins (flat) · 0 graded, 5 kept, 1 unreadable · ")
    assert "another grade" not in second.out
    assert standings(tmp_path / "subs.gradebook") == {**RIGHT, "zoe": ("missing", 0.0)}


def test_as_much_is_explained_as_is_asked_for(gradgrader, tmp_path: Path) -> None:
    """Lines and fixes are in the gradebook if the instructor wants them there."""
    write(tmp_path / "subs", bob=WRONG)
    found = []
    for hints in "1", "4":
        again = gradgrader("grade", "subs", "--hints", hints, *FAST)
        assert " · 1 graded, 0 kept, " in again.out
        with Gradebook.open(tmp_path / "subs.gradebook", create=False) as book:
            report = book.cohort().standings[0].report
        assert report is not None
        found.append([one.fix for one in report.grades[0].diagnoses if one.fix])

    assert not found[0]
    assert [(fix.before.strip(), fix.after.strip()) for fix in found[1]] == [
        ("return ga * (1 - a)", "return ga * (1 - a ** 2)")
    ]


def test_only_what_changed_is_graded(submissions: Path, gradgrader, tmp_path: Path) -> None:
    """A corrected file, one student, and everybody again."""
    gradgrader("grade", "subs", *FAST)
    (submissions / "bob.py").write_text(TANH)
    changed = gradgrader("grade", "subs", *FAST)
    one = gradgrader("grade", "subs", "--only", "ada", "--regrade", *FAST)

    assert changed.out.startswith("6 hand-ins (flat) · 1 graded, 4 kept, 1 unreadable")
    assert one.out.startswith("6 hand-ins (flat) · 1 graded, 0 kept, 0 unreadable")
    assert standings(tmp_path / "subs.gradebook")["bob"] == ("passed", 1.0)
    assert "run 2: 1 student with another grade than before" in changed.out
    assert re.search(r"\nbob +tanh +✘ 0/1 +✔ 1/1 +other work was handed in\n", changed.out)
    assert "another grade" not in one.out


@pytest.mark.skipif(platform.machine() != "x86_64", reason="numbers of calls are of x86-64")
@pytest.mark.usefixtures("submissions")
def test_nothing_is_graded_without_full_isolation(tmp_path: Path) -> None:
    """Where a layer can't be had, it is named, and how to go on; nobody's file has run."""
    ran = subprocess.run(
        [sys.executable, TESTS / "without_seccomp.py", *COMMAND, "grade", "subs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    words = " ".join(ran.stderr.split())

    assert ran.returncode == 3, ran.stderr
    assert "full isolation is not to be had here (seccomp: off: " in words
    assert "gradgrader doctor" in words
    assert "--isolation auto" in words
    assert standings(tmp_path / "subs.gradebook").keys() <= {*RIGHT}
    assert {status for status, _ in standings(tmp_path / "subs.gradebook").values()} <= {
        "missing",
        "crashed",  # a syntax error needs no worker
    }


def formats(gradgrader, *names: str) -> Ran:
    return gradgrader("report", "subs.gradebook", *(f"--format={name}" for name in names))


@pytest.mark.usefixtures("submissions")
def test_reports(gradgrader, tmp_path: Path) -> None:
    """To the terminal, to a file, and several files into a folder."""
    gradgrader("grade", "subs", *FAST)
    shown = formats(gradgrader, "csv")
    rows = list(csv.DictReader(io.StringIO(shown.out)))
    files = ("json=all.json", "gradescope=results/", "html=class.html")
    written = formats(gradgrader, *files, "markdown")
    unknown = formats(gradgrader, "cvs")

    assert [row["status"] for row in rows] == [status for status, _ in RIGHT.values()]
    assert (written.code, unknown.code) == (0, 2)
    assert json.loads((tmp_path / "all.json").read_text())["version"] == 1
    assert json.loads((tmp_path / "results" / "ada" / "results.json").read_text())["score"] == 1
    assert "try csv" in unknown.err
    page = (tmp_path / "class.html").read_text()
    packed = page.partition('id="details">')[2].partition("<")[0]
    assert b"return ga * (1 - a)" in zlib.decompress(base64.b64decode(packed))


def test_gradebook_that_is_none(gradgrader, tmp_path: Path) -> None:
    """A clear word, and nothing is written over."""
    (tmp_path / "notes.txt").write_text("dear diary")
    ran = gradgrader("report", "notes.txt")

    assert ran.code == 2
    assert "notes.txt" in ran.err
    assert (tmp_path / "notes.txt").read_text() == "dear diary"


def graders_below(pid: int) -> Iterator[int]:
    """Children of the grader's process."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, task.read_text().split())


def test_grader_that_is_killed_is_replaced(submissions: Path) -> None:
    """Its submission is graded by the next one; nothing is lost."""
    paths = sorted(submissions.glob("[abce]*.py"))
    job = Job(
        submissions=(),
        folders=tuple(map(str, roots())),
        options=Options(isolation="process"),
    )
    found = {}
    with Grading(graders=1) as grading:
        for event in grading.events(job, (read(path) for path in paths)):
            if isinstance(event, Graded):
                found[paths[event.submission].stem] = event.report.status
            if isinstance(event, Graded) and len(found) == 1:
                first = min(graders_below(grading._process.pid))  # noqa: SLF001 - the others are spare
                os.kill(first, signal.SIGKILL)
                time.sleep(0.1)
            assert not isinstance(event, Lost)

    assert {name: status.value for name, status in found.items()} == {
        name: RIGHT[name][0] for name in found
    }
    assert sorted(found) == [path.stem for path in paths]
    assert found["ada"] is Status.PASSED
