"""However a run of `gradgrader grade` ends: nothing graded is lost or doubled, the next goes on."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import COMMAND
from killing import PATIENCE, Killing, Row, below, command, gone, kept, small_class, start

FEW, MANY = 6, 100


@pytest.fixture(scope="module")
def subs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_class(tmp_path_factory.mktemp("class") / "subs")


@pytest.fixture(scope="module")
def undisturbed(subs: Path) -> tuple[set[Row], float]:
    """Everybody's verdicts, and the seconds that a run takes."""
    book, began = subs.parent / "undisturbed.gradebook", time.monotonic()
    done = subprocess.run(command(subs, book), capture_output=True, check=False)
    seconds = time.monotonic() - began

    assert done.returncode == 1, done.stderr
    found = kept(book)
    assert len(found.submissions) == len(list(subs.iterdir()))
    return found.verdicts, seconds


@pytest.mark.parametrize(
    "kills", [FEW, pytest.param(MANY, marks=[pytest.mark.kill, pytest.mark.timeout(7200)])]
)
def test_killed_at_random_moments(
    subs: Path, undisturbed: tuple[set[Row], float], tmp_path: Path, kills: int
) -> None:
    """The command, its grader or all of them, by SIGKILL; then whoever is missing is graded."""
    killing = Killing(subs, tmp_path, *undisturbed, random.Random(kills))
    while killing.kills < kills:
        killing.again()
    last = subprocess.run(command(subs, killing.book()), capture_output=True, check=False)

    assert last.returncode == 1, last.stderr
    assert kept(killing.book()).verdicts == undisturbed[0]
    sys.stdout.write(
        f"{killing.kills} kills, {killing.finished} runs that were faster; kept: {killing.at}\n"
    )


def until_some(book: Path, process: subprocess.Popen[bytes]) -> None:
    """Wait until the first hand-in is in the gradebook."""
    limit = time.monotonic() + PATIENCE
    while not kept(book).submissions and process.poll() is None:
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_interrupted(subs: Path, undisturbed: tuple[set[Row], float], tmp_path: Path) -> None:
    """Ctrl-C ends with 130, leaves no process and no file, and the next run goes on."""
    book, scratch = tmp_path / "c.gradebook", tmp_path / "scratch"
    process = start(subs, book, scratch)
    until_some(book, process)
    family = list(below(process.pid))
    os.killpg(process.pid, signal.SIGINT)
    code = process.wait(PATIENCE)
    before = kept(book)

    assert (code, gone(family)) == (130, True)
    assert list(scratch.iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.gradebook", "scratch"]

    subprocess.run(command(subs, book), capture_output=True, check=False)

    assert kept(book).verdicts == undisturbed[0]
    assert kept(book).submissions.items() >= before.submissions.items()


def test_full_disk(subs: Path, undisturbed: tuple[set[Row], float], tmp_path: Path) -> None:
    """It ends with a word; what was graded is there, and with more room the next run goes on."""
    book, room = tmp_path / "f.gradebook", 200_000

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    full = subprocess.run(
        command(subs, book), preexec_fn=limit, capture_output=True, text=True, check=False
    )
    before = kept(book)
    subprocess.run(command(subs, book), capture_output=True, check=False)

    assert full.returncode == 2, full.stderr
    assert "f.gradebook: " in full.stderr
    assert "what is graded stays graded" in full.stderr
    assert "Traceback" not in full.stderr
    assert 0 < len(before.submissions) < len(undisturbed[0])
    assert kept(book).verdicts == undisturbed[0]


def test_two_runs_at_once(subs: Path, undisturbed: tuple[set[Row], float], tmp_path: Path) -> None:
    """Into one gradebook, without a seed: they agree on one, and nobody is there twice."""
    book = tmp_path / "t.gradebook"
    words = [*COMMAND, "grade", str(subs), "--gradebook", str(book), "-j", "1", "--quiet"]
    runs = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [run.communicate(timeout=4 * PATIENCE)[0] for run in runs]
    found = kept(book)

    assert [run.returncode for run in runs] == [1, 1]
    assert [output.split(": ")[1] for output in outputs] == ["8 of 12 passed everything\n"] * 2
    assert {row[:3] for row in found.verdicts} == {row[:3] for row in undisturbed[0]}
    assert len(found.submissions) == len(list(subs.iterdir()))
