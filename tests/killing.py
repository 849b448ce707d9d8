"""`gradgrader grade` ended at any moment, and what its gradebook then holds, read with sqlite3."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from conftest import COMMAND
from handed_in import ATTN, MATMUL, MATMUL_NN, TANH, write

SEED = "7"
SLOWER = 1.1
PATIENCE = 60.0  # seconds that a process may take to be gone
WHOM = ("everybody", "command", "grader")
Row = tuple[str, str, str, float]


def small_class(folder: Path) -> Path:
    """Twelve hand-ins: right, wrong, no Python, and two that kill their worker."""
    kills = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n"
    write(
        folder,
        ada=MATMUL,
        bob=TANH.replace("1 - a * a", "1 - a"),
        cyd=ATTN,
        dan="x = (\n",
        eve=TANH,
        fay=kills + TANH,
        gil=MATMUL_NN,
        hal=MATMUL_NN.replace("go @ v.T", "go @ v.T * 2"),
        ida=MATMUL.replace("gx.T @ q", "gx.T @ q + 0 * k"),
        jon="print('no function')\n",
        kim=TANH + "\n\n" + MATMUL,
        leo=kills + MATMUL,
    )
    return folder


def command(subs: Path, book: Path) -> list[str]:
    return [*COMMAND, "grade", str(subs), "--gradebook", str(book), "--seed", SEED, "-j", "2"]


def start(subs: Path, book: Path, scratch: Path) -> subprocess.Popen[bytes]:
    """The command, in a process group of its own; what it leaves behind is in `scratch`."""
    scratch.mkdir(exist_ok=True)
    scratch.chmod(0o711)
    return subprocess.Popen(
        command(subs, book),
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def below(pid: int) -> Iterator[int]:
    """All processes under `pid`."""
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from below(child)


def gone(pids: list[int]) -> bool:
    """Whether they all end in time, without being asked again."""
    until = time.monotonic() + PATIENCE
    while any(_alive(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def _alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@dataclass
class Kept:
    """What a gradebook holds: numbers of submissions by student, and everybody's verdicts."""

    submissions: dict[str, int] = field(default_factory=dict)
    verdicts: set[Row] = field(default_factory=set)


def kept(book: Path) -> Kept:
    """The file is sound, every submission is whole, and nobody has two."""
    if not book.exists() or not book.stat().st_size:
        return Kept()
    with closing(sqlite3.connect(book)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'submissions'").fetchall():
            return Kept()
        rows = db.execute("SELECT student, id, state, report FROM submissions").fetchall()
        grades = dict(
            db.execute(
                """SELECT submission, count(DISTINCT grades.id) || ' ' || count(name)
                    FROM grades LEFT JOIN checks ON grade = grades.id GROUP BY submission"""
            ).fetchall()
        )
        verdicts = db.execute(
            """SELECT student, coalesce(exercise, ''), coalesce(grades.status, submissions.status),
                coalesce(grades.score, submissions.score)
                FROM submissions LEFT JOIN grades ON submission = submissions.id"""
        ).fetchall()
    assert {state for _, _, state, _ in rows} <= {"current"}
    found = {student: number for student, number, _, _ in rows}
    assert len(found) == len(rows)
    for _, number, _, report in rows:
        told = json.loads(report)["grades"]
        whole = f"{len(told)} {sum(len(grade['checks']) for grade in told)}"
        assert grades.get(number, "0 0") == whole
    return Kept(found, set(verdicts))


@dataclass
class Killing:
    """Runs that are killed, each going on where the last one was; a finished class begins anew.

    `usual` follows how fast this machine is at the time, so that kills come early and late.
    """

    subs: Path
    place: Path
    verdicts: set[Row]
    usual: float
    luck: random.Random
    kills: int = 0
    finished: int = 0
    at: list[int] = field(default_factory=list)  # submissions that were kept at each kill

    def book(self) -> Path:
        return self.place / f"{self.finished}.gradebook"

    def again(self) -> None:
        """One run, killed at a random moment unless it is faster, and what must hold then."""
        before, began = kept(self.book()), time.monotonic()
        process = start(self.subs, self.book(), self.place / "scratch")
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.luck.uniform(0, self.usual))
        whom, family = WHOM[self.kills % len(WHOM)], list(below(process.pid))
        if process.poll() is None:
            self._kill(process, whom, family)
            self.kills += 1
        else:
            assert process.returncode == 1
            assert kept(self.book()).verdicts == self.verdicts
        after = kept(self.book())
        assert after.submissions.items() >= before.submissions.items()
        assert after.verdicts <= self.verdicts
        self.at.append(len(after.submissions))
        if process.returncode == 1:
            self.finished += 1
            self.usual = time.monotonic() - began
        elif after.submissions == before.submissions:
            self.usual *= SLOWER

    def _kill(self, process: subprocess.Popen[bytes], whom: str, family: list[int]) -> None:
        """The command, its grader, or all; the others then end by themselves."""
        victims = {"everybody": [process.pid, *family], "command": [process.pid]}
        for pid in victims.get(whom, family[:1] or [process.pid]):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(PATIENCE)
        assert process.returncode in {-signal.SIGKILL, 1, 3}
        assert gone(family)
