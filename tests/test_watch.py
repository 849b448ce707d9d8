"""Watching a file: in a real terminal and in a pipe, with files saved as editors save them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest
from conftest import COMMAND, EXERCISES, ROOT
from pexpect.fdpexpect import fdspawn
from test_cli import descendants, running, wait_until
from test_golden import GOLDEN, compare

from gradgrader.cli.carried import completed
from gradgrader.cli.changes import changed
from gradgrader.grading.job import SoFar
from gradgrader.model.result import (
    Block,
    CheckResult,
    Grade,
    Location,
    Severity,
    Status,
    SubmissionReport,
)
from gradgrader.submissions.read import read

RIGHT = (EXERCISES / "tanh" / "solutions" / "save_output.py").read_text()
WRONG = (EXERCISES / "tanh" / "mistakes" / "negated.py").read_text()
HUNG = RIGHT.replace(
    "    def backward(ctx", "    def backward(ctx, *_):\n        while True: pass\n    def b(ctx"
)
PATIENCE = 60
ROWS, COLUMNS = 30, 80


class Terminal:
    """A `gradgrader watch` in a terminal of 80 columns, and what is to be seen in it."""

    def __init__(self, folder: Path, name: str) -> None:
        env = {
            **os.environ,
            "GRADGRADER_PROGRESS": str(folder / ".progress"),
            "TERM": "xterm-256color",
            "PYTHONUTF8": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        for variable in ("COLUMNS", "LINES", "NO_COLOR"):
            env.pop(variable, None)
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.process = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], "watch", name, "--isolation", "process"],
            cwd=str(folder),
            env=env,
            dimensions=(ROWS, COLUMNS),
            timeout=PATIENCE,
        )
        self.before = termios.tcgetattr(self.process.child_fd)
        self.raw = b""

    def until(self, *words: str) -> str:
        """What is to be seen when all of these words are, as soon as they are."""
        while not all(word in self.text for word in words):
            self._feed(self.process.read_nonblocking(1 << 16, PATIENCE))
        return self.text

    def ended(self) -> int | None:
        """The exit code, when it has ended by itself."""
        while True:
            try:
                self._feed(self.process.read_nonblocking(1 << 16, PATIENCE))
            except pexpect.EOF:
                break
        self.process.wait()
        return self.process.exitstatus

    @property
    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def restored(self) -> bool:
        """Whether the screen, the cursor and the keys are as they were before."""
        shown = self.raw.rpartition(b"\x1b[?25l")[2]
        left = self.raw.rpartition(b"\x1b[?1049h")[2]
        same = termios.tcgetattr(self.process.child_fd) == self.before
        return same and b"\x1b[?25h" in shown and b"\x1b[?1049l" in left

    def _feed(self, data: bytes) -> None:
        self.raw += data
        self._stream.feed(data)


def replaced(path: Path, text: str) -> None:
    """As VS Code and many others: another file gets the name."""
    part = path.with_name(f".{path.name}.tmp")
    part.write_text(text)
    part.replace(path)


def backed_up(path: Path, text: str) -> None:
    """As vim and emacs: the old file is renamed, a new one is written, the old one goes."""
    backup = path.with_name(f"{path.name}~")
    path.replace(backup)
    path.write_text(text)
    backup.unlink()


def rewritten(path: Path, text: str) -> None:
    """As nano: the same file gets another content."""
    path.write_text(text)


def anew(path: Path, text: str) -> None:
    """Deleted, then written."""
    path.unlink()
    path.write_text(text)


def test_in_a_terminal(tmp_path: Path) -> None:
    """A learner's way: wrong, right, broken, a hint, the next exercise, the end."""
    file = tmp_path / "mine.py"
    file.write_text(WRONG)
    terminal = Terminal(tmp_path, "mine.py")
    terminal.until("0 of 1 passed", "all asked")
    replaced(file, RIGHT)
    terminal.until("x: wrong → right", "1 of 1 passed", "all asked")
    replaced(file, "def half(:\n")
    terminal.until("line 1: invalid syntax", "nothing could be graded")
    replaced(file, WRONG)
    terminal.until("x: right → wrong", "all asked")
    terminal.process.send("h")
    seen = terminal.until("hint 1 of ", "see it\n\n0 of 1 passed")
    compare(GOLDEN / "watch.80.txt", re.sub(r"\d\d:\d\d:\d\d|\d+\.\d+ s", "~", seen) + "\n")
    terminal.process.send("\x1bd")
    terminal.until("tanh: pictures", "more lines")
    terminal.process.send("n")
    terminal.until("matmul is next", "matmul: not begun", "all asked")
    assert (tmp_path / "matmul.py").read_text().startswith("# ")
    below = descendants(terminal.process.pid)
    terminal.process.send("q")

    assert terminal.ended() == 0
    assert terminal.restored
    assert wait_until(lambda: not running(below))
    kept = json.loads((tmp_path / ".progress" / "progress.json").read_text())["exercises"]
    assert kept["tanh"]["solved"]
    assert kept["tanh"]["hints"] == 1
    assert not kept["matmul"]["solved"]


def test_ctrl_c_gives_the_terminal_back(tmp_path: Path) -> None:
    """Interrupted, here while torch is being imported: 130, and nothing is left behind."""
    (tmp_path / "mine.py").write_text(WRONG)
    terminal = Terminal(tmp_path, "mine.py")
    terminal.until("starting torch")
    below = descendants(terminal.process.pid)
    terminal.process.sendintr()

    assert terminal.ended() == 130
    assert terminal.restored
    assert below
    assert wait_until(lambda: not running(below))


def notebook(code: str, printed: str = "") -> str:
    """A notebook of one cell."""
    output = {"output_type": "stream", "name": "stdout", "text": printed}
    cell = {
        "cell_type": "code",
        "source": code,
        "metadata": {},
        "outputs": [output] if printed else [],
        "execution_count": None,
    }
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})


class Pipe:
    """A `gradgrader watch` of a notebook in a pipe."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.process = subprocess.Popen(
            [*COMMAND, "watch", file.name, "--isolation", "process", "--timeout", "300"],
            cwd=file.parent,
            env={**os.environ, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self.process.stdout is not None
        self._seen = fdspawn(self.process.stdout, timeout=PATIENCE, encoding="utf-8")

    def next(self, words: str) -> None:
        """Wait for these words, before which no verdict may be told."""
        self._seen.expect(words)
        assert "points ·" not in self._seen.before

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self._seen.expect(pexpect.EOF)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def pipe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipe]:
    """One that goes on from test to test, and ends with 130 and nothing left behind."""
    file = tmp_path_factory.mktemp("watched") / "lab.ipynb"
    file.write_text(notebook(WRONG))
    pipe = Pipe(file)
    pipe.next(r"lab.ipynb: 0 of 1 passed · \S+ points · \S+ s\n")
    yield pipe
    below = descendants(pipe.process.pid)
    pipe.end()
    assert pipe.process.wait() == 130
    assert below
    assert wait_until(lambda: not running(below))


def changed_to(word: str) -> str:
    """What a pipe tells of a save that changed the verdict."""
    return rf"lab.ipynb: {int(word == 'right')} of 1 passed .*\n  a → x: \w+ → {word}\n"


def test_the_page_shows_what_a_pipe_shows() -> None:
    """docs/learning.md quotes what the next test waits for."""
    page = (ROOT / "docs" / "learning.md").read_text(encoding="utf-8")
    assert re.search(rf"```text\n\d\d:\d\d:\d\d {changed_to('right')}```", page)


def test_as_editors_save(pipe: Pipe) -> None:
    """However a file is saved, each version is told once; what does not change the code is not."""
    right = False
    replaced(pipe.file, notebook(f"{WRONG}# for a start\n"))
    pipe.next("0 of 1 passed .*\n")
    for save in (replaced, backed_up, rewritten, anew):
        right = not right
        save(pipe.file, notebook(RIGHT if right else WRONG))
        pipe.next(changed_to("right" if right else "wrong"))
    replaced(pipe.file, notebook(WRONG, printed="autosaved"))
    replaced(pipe.file, "{")
    pipe.next("nothing could be graded")
    pipe.file.unlink()
    pipe.next("there is no such file")
    pipe.file.write_text(notebook(WRONG))
    pipe.next("lab.ipynb: 0 of 1 passed .*\n")


def test_newer_version_ends_the_grade_of_the_one_before(pipe: Pipe) -> None:
    """A backward that hangs for five minutes is left as soon as it is mended; so is a burst."""
    replaced(pipe.file, notebook(f"{WRONG}# once more\n"))
    pipe.next("0 of 1 passed .*\n")
    idle = descendants(pipe.process.pid)
    replaced(pipe.file, notebook(HUNG))
    assert wait_until(lambda: descendants(pipe.process.pid) - idle)
    workers = descendants(pipe.process.pid) - idle
    for number in range(20):
        replaced(pipe.file, notebook(f"{HUNG}# {number}\n"))
    replaced(pipe.file, notebook(RIGHT))
    pipe.next("lab.ipynb: 1 of 1 passed .*\n  a → x: wrong → right\n")

    assert wait_until(lambda: not running(workers))


def graded(exercise: str, block: Status, **checks: Status) -> Grade:
    """A grade of one block, with these checks."""
    return Grade(
        exercise=exercise,
        function="F",
        location=Location(line=1),
        status=Status.PASSED,
        score=1,
        max_score=1,
        matched_by="name",
        blocks=(Block(output="o", input="k", status=block),),
        checks=tuple(
            CheckResult(check=name, severity=Severity.WRONG, required=True, status=status)
            for name, status in checks.items()
        ),
    )


def of(*grades: Grade) -> SubmissionReport:
    return SubmissionReport(path="", status=Status.PASSED, score=0, max_score=0, grades=grades)


P, F, S = Status.PASSED, Status.FAILED, Status.SKIPPED


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ([("attn", F, {})], [("attn", P, {})], ["o → k: wrong → right"]),
        ([("attn", P, {})], [("attn", P, {})], []),
        ([("attn", S, {})], [("attn", P, {})], []),
        (
            [("attn", F, {"adjoint": F, "gradcheck": F, "shapes": P})],
            [("attn", F, {"adjoint": P, "gradcheck": P, "shapes": F})],
            ["gradcheck, adjoint: passed now", "shapes: fails now"],
        ),
        ([("attn", F, {"shapes": S})], [("attn", F, {"shapes": P})], []),
        ([("attn", F, {"shapes": F})], [("attn", F, {"shapes": S})], []),
        (
            [("attn", F, {}), ("tanh", P, {})],
            [("attn", P, {}), ("matmul", P, {})],
            ["tanh: not found any more", "attn: o → k: wrong → right", "matmul: found now"],
        ),
    ],
)
def test_changes_in_words(before: list, after: list, lines: list[str]) -> None:
    """Blocks and checks that turned, and what was not asked says nothing."""
    make: Callable[[list], SubmissionReport] = lambda grades: of(  # noqa: E731
        *(graded(name, block, **checks) for name, block, checks in grades)
    )

    assert changed(make(before), make(after)) == lines


def test_what_was_written_is_judged_first(grader, tmp_path: Path) -> None:
    """Of two Functions the one with another text is told before the other; both are judged."""
    told: list[tuple[list[str], tuple[str, ...]]] = []
    file = tmp_path / "two.py"
    one = grader(seed=7)
    matmul = (EXERCISES / "matmul" / "solutions" / "plain.py").read_text()
    for text in (f"{matmul}\n\n{RIGHT}", f"{matmul}\n\n{WRONG}", f"{matmul}\n\n\n{WRONG}"):
        file.write_text(text)
        report = one.grade(
            read(file),
            so_far=lambda early, left: told.append(([g.exercise for g in early.grades], left)),
        )
        assert [grade.exercise for grade in report.grades] == ["matmul", "tanh"]

    whole = (["matmul", "tanh"], ())
    assert told == [whole, (["tanh"], ("matmul",)), whole, whole]
    assert [grade.status for grade in report.grades] == [P, F]


def test_what_was_not_asked_again_stays_as_it_was() -> None:
    """In its place; nothing is shown while a Function has never been asked."""
    before = of(graded("matmul", F), graded("tanh", F), graded("attn", P))
    first = SoFar(1, of(graded("tanh", P)), ("matmul", "attn"))
    shown = completed(first, before)

    assert shown is not None
    assert [g.exercise for g in shown.grades] == ["matmul", "tanh", "attn"]
    assert [g.blocks[0].status for g in shown.grades] == [F, P, P]
    assert (shown.score, shown.max_score) == (3, 3)
    assert changed(before, shown) == ["tanh: o → k: wrong → right"]
    assert completed(first, of(graded("matmul", F))) is None
    assert completed(first, None) is None


def test_what_cannot_be_watched(gradgrader, tmp_path: Path) -> None:
    """Neither a folder nor nothing: 2, with the way out."""
    for name, words in ((tmp_path, "is a folder"), ("no.py", "there is no such file")):
        ran = gradgrader("watch", name)
        assert ran.code == 2
        assert words in ran.err
        assert "gradgrader start ID writes one" in ran.err
