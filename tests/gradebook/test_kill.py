"""Nothing graded is lost or doubled, however a process ends."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import made

from gradgrader.gradebook.book import Gradebook

KILLS = 100
PROGRAM = Path(made.__file__)


def start(book: Path, first: int, step: int, count: int, limit: int = 0) -> subprocess.Popen[str]:
    """A process that records; where it is killed it writes no coverage."""
    return subprocess.Popen(
        [sys.executable, PROGRAM, book, *map(str, (first, step, count, limit))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kept(book: Path) -> list[str]:
    """Every student with a whole submission, read with nothing but sqlite3; the file is sound."""
    with closing(sqlite3.connect(book)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = db.execute(
            "SELECT count(*) FROM checks JOIN grades ON grade = grades.id GROUP BY submission"
        ).fetchall()
        rows = db.execute(
            "SELECT student, state, json_array_length(report, '$.grades') FROM submissions"
        ).fetchall()
    assert len(counted) == len(rows)
    assert set(counted) <= {(len(made.EXERCISES) * made.FEW,)}
    assert {row[1:] for row in rows} <= {("current", len(made.EXERCISES))}
    return [row[0] for row in rows]


def test_killed_at_any_moment_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """What was acknowledged before SIGKILL, 100 times, is there exactly once."""
    book = tmp_path / "book.db"
    luck = random.Random(0)
    acknowledged: list[str] = []
    wait = 0.1  # follows the time that a start takes here, so that kills come before and after it
    for _ in range(KILLS):
        first = max(0, len(acknowledged) - 20)
        process = start(book, first, 1, 10**6)
        time.sleep(wait * luck.uniform(0.7, 1.3))
        process.send_signal(signal.SIGKILL)
        lines = process.communicate()[0].split("\n")[:-1]  # the last one may be cut
        acknowledged += lines
        wait = max(0.05, wait * 0.97) if lines else min(1.0, wait * 1.1)
        assert process.returncode == -signal.SIGKILL
    found = kept(book)

    assert len(acknowledged) == len(set(acknowledged)) > KILLS
    assert len(found) == len(set(found))
    assert set(acknowledged) <= set(found)


def test_two_runs_at_once_share_a_file(tmp_path: Path) -> None:
    """Two processes that make, and fill, the same gradebook wait for each other."""
    book = tmp_path / "book.db"
    processes = [start(book, first, 1, 120 + first) for first in (0, 40)]
    outputs = [process.communicate(timeout=60) for process in processes]
    found = kept(book)

    assert [errors for _, errors in outputs] == ["", ""]
    assert sorted(found) == sorted(f"s{number}" for number in range(160))


def test_many_open_a_new_file_at_once(tmp_path: Path) -> None:
    """Whoever comes first makes the tables; nobody is told that the file is locked."""
    book = tmp_path / "book.db"
    processes = [start(book, first, 6, 12) for first in range(6)]
    errors = [process.communicate(timeout=60)[1] for process in processes]

    assert errors == [""] * 6
    assert len(kept(book)) == 12


def test_full_disk_is_told_and_leaves_a_sound_file(tmp_path: Path) -> None:
    """The run ends with a word; when there is room again, the next one adds what is missing."""
    book = tmp_path / "book.db"
    process = start(book, 0, 1, 200, 600_000)
    output, errors = process.communicate(timeout=60)
    acknowledged = output.split()

    assert process.returncode == 2
    assert "the disk is full" in errors and "Traceback" not in errors
    assert 0 < len(acknowledged) < 200
    assert set(kept(book)) == set(acknowledged)

    made.main(book, 0, 1, 60)

    with Gradebook.open(book) as gradebook:
        assert len(gradebook.cohort().standings) == max(60, len(acknowledged))
