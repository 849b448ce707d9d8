"""What a run changed: everybody's marks before it and after it, and why they differ."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gradgrader.gradebook.records import Change, Mark, Run, Why
from gradgrader.gradebook.standings import known, read_run, total
from gradgrader.model.result import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What a student had at one moment: a submission, or none, and scores that a person set."""

    submission: int | None
    digest: str = ""
    run: Run | None = None
    whole: Mark | None = None
    found: Mapping[str, Mark]
    overrides: Mapping[str, float]

    def mark(self, exercise: str) -> Mark | None:
        """The mark for an exercise, or for everything if it is empty."""
        if not exercise:
            return self._whole()
        found = self.found.get(exercise)
        if exercise not in self.overrides:
            return found
        status, most = (found.status, found.max_score) if found else (None, 0.0)
        return Mark(status, self.overrides[exercise], most)

    def _whole(self) -> Mark | None:
        if self.whole is None and not self.overrides:
            return None
        graded = self.whole or Mark(None, 0.0, 0.0)
        found = ((exercise, mark.score) for exercise, mark in self.found.items())
        return Mark(graded.status, total(found, self.overrides, graded.score), graded.max_score)

    def definition(self, exercise: str) -> list[tuple[str, float]]:
        """How an exercise (all, if empty) was defined and what it was worth."""
        return [
            (one.definition, one.asked.points)
            for one in (self.run.exercises if self.run else ())
            if exercise in {"", one.asked.id}
        ]


def changes(db: sqlite3.Connection, run: int) -> list[Change]:
    """What `run` and the overrides between it and the next run changed; raises UnknownName."""
    read_run(db, run)
    students = db.execute(
        """SELECT student FROM replacements WHERE run = :run
            UNION SELECT student FROM overrides WHERE run = :run OR undone_run = :run
            ORDER BY student""",
        {"run": run},
    ).fetchall()
    return [change for (student,) in students for change in _of(db, student, run)]


def _of(db: sqlite3.Connection, student: str, run: int) -> Iterator[Change]:
    who = known(db, student)
    before, after = _states(db, student, run)
    exercises = dict.fromkeys((*before.found, *before.overrides, *after.found, *after.overrides))
    exercises.pop("", None)
    for exercise in (*exercises, ""):
        old, new = before.mark(exercise), after.mark(exercise)
        if old != new and who:
            why = tuple(_why(before, after, exercise))
            said = _said(db, student, exercise, run) if Why.OVERRIDE in why else ""
            yield Change(student=who, exercise=exercise, before=old, after=new, why=why, said=said)


def _said(db: sqlite3.Connection, student: str, exercise: str, run: int) -> str:
    """Who set the score or took it back, and why, in the time of the run; the last one counts."""
    row = db.execute(
        """SELECT author, reason, undone_by, undone_run FROM overrides
            WHERE student = :student AND exercise = :exercise
                AND (run = :run OR undone_run = :run) ORDER BY id DESC LIMIT 1""",
        {"student": student, "exercise": exercise, "run": run},
    ).fetchone()
    if row is None:
        return ""
    author, reason, undone_by, undone_run = row
    return f"{undone_by} took it back" if undone_run == run else f"{author}: {reason}"


def _why(before: _State, after: _State, exercise: str) -> Iterator[Why]:
    overridden = {
        state.overrides.get(exercise) if exercise else tuple(state.overrides.items())
        for state in (before, after)
    }
    if len(overridden) > 1:
        yield Why.OVERRIDE
    if before.submission == after.submission:
        return
    if before.run is None or after.run is None:
        yield Why.NEW
        return
    old, new = before.run, after.run
    reasons = {
        Why.CONTENT: before.digest != after.digest,
        Why.EXERCISE: before.definition(exercise) != after.definition(exercise),
        Why.VERSIONS: (old.gradgrader, old.torch) != (new.gradgrader, new.torch),
        Why.OPTIONS: (old.options, old.strict) != (new.options, new.strict),
        Why.SEED: old.seed != new.seed,
    }
    yield from [why for why, holds in reasons.items() if holds] or [Why.AGAIN]


def _states(db: sqlite3.Connection, student: str, run: int) -> tuple[_State, _State]:
    """Before the run's first replacement and after its last."""
    moves = db.execute(
        """SELECT old_submission, new_submission FROM replacements
            WHERE student = ? AND run = ? ORDER BY id""",
        (student, run),
    ).fetchall()
    if not moves:
        last = db.execute(
            """SELECT new_submission FROM replacements
                WHERE student = ? AND run <= ? ORDER BY id DESC LIMIT 1""",
            (student, run),
        ).fetchone()
        moves = [(last and last[0], last and last[0])]
    then = "run < :run AND (undone IS NULL OR undone_run >= :run)"
    now = "run <= :run AND (undone IS NULL OR undone_run > :run)"
    before = _state(db, moves[0][0], _overrides(db, student, run, then))
    return before, _state(db, moves[-1][1], _overrides(db, student, run, now))


def _overrides(db: sqlite3.Connection, student: str, run: int, held: str) -> dict[str, float]:
    query = f"SELECT exercise, score FROM overrides WHERE student = :student AND {held} ORDER BY id"  # noqa: S608 - ours
    return dict(db.execute(query, {"student": student, "run": run}).fetchall())


def _state(
    db: sqlite3.Connection, submission: int | None, overrides: Mapping[str, float]
) -> _State:
    if submission is None:
        return _State(submission=None, found={}, overrides=overrides)
    digest, run, *whole = db.execute(
        "SELECT digest, run, status, score, max_score FROM submissions WHERE id = ?", (submission,)
    ).fetchone()
    marks = db.execute(
        "SELECT exercise, status, score, max_score FROM grades WHERE submission = ? ORDER BY id",
        (submission,),
    )
    return _State(
        submission=submission,
        digest=digest,
        run=read_run(db, run),
        whole=Mark(Status(whole[0]), whole[1], whole[2]),
        found={exercise: Mark(Status(status), *scores) for exercise, status, *scores in marks},
        overrides=overrides,
    )
