"""Everybody's standing, read back."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from gradgrader.errors import UnknownName
from gradgrader.gradebook.records import Defined, Run
from gradgrader.gradebook.rows import REPORTS
from gradgrader.model.cohort import Asked, HandIn, Override, Standing, Student
from gradgrader.model.result import FINE, SubmissionReport


def total(
    found: Iterable[tuple[str, float]], overrides: Mapping[str, float], whole: float
) -> float:
    """The score of a hand-in: `whole`, as it was graded, unless a person has set (a part of) it."""
    if "" in overrides:
        return overrides[""]
    if not overrides:
        return whole
    graded = sum(score for exercise, score in found if exercise not in overrides)
    return graded + sum(overrides.values())


def key_of(db: sqlite3.Connection, run: int) -> str:
    """The key of a run; raises UnknownName."""
    row = db.execute("SELECT key FROM runs WHERE id = ?", (run,)).fetchone()
    if row is None:
        last = last_run(db)
        raise UnknownName(f"no run {run}", hint=f"try 1 to {last}" if last else "grade first")
    return str(row[0])


def read_run(db: sqlite3.Connection, number: int) -> Run:
    """A run as it was begun; raises UnknownName."""
    key_of(db, number)
    row = db.execute(
        """SELECT seed, gradgrader, torch, isolation, strict, options, started, named
            FROM runs WHERE id = ?""",
        (number,),
    ).fetchone()
    exercises = db.execute(
        """SELECT exercise, title, points, definition FROM exercises
            WHERE run = ? ORDER BY position""",
        (number,),
    )
    return Run(
        seed=int(row[0]),
        gradgrader=row[1],
        torch=row[2],
        isolation=row[3],
        strict=bool(row[4]),
        options=row[5],
        started=row[6],
        named=bool(row[7]),
        exercises=tuple(
            Defined(Asked(id=exercise, title=title, points=points), definition)
            for exercise, title, points, definition in exercises
        ),
    )


def counting(run: Run, everybody: Iterable[Standing]) -> tuple[Asked, ...]:
    """The exercises that were named, or where none was, those that somebody has something for."""
    asked = tuple(one.asked for one in run.exercises)
    if run.named:
        return asked
    there = set()
    for standing in everybody:
        there |= {one.exercise for one in standing.overrides}
        there |= {one.exercise for one in standing.report.grades} if standing.report else set()
    return tuple(one for one in asked if one.id in there)


def last_run(db: sqlite3.Connection) -> int:
    """Number of the latest run; 0 if there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()[0])


def known(db: sqlite3.Connection, student: str) -> Student | None:
    """Who goes by this id."""
    row = db.execute("SELECT id, name, email FROM students WHERE id = ?", (student,)).fetchone()
    return row and Student(id=row[0], name=row[1], email=row[2])


def standings(db: sqlite3.Connection, *, outlined: bool = False) -> tuple[Standing, ...]:
    """Of all that are on the roster, have handed in, or have a score from a person; by id.

    `outlined` reports lack what passed and what was printed: a tenth of the memory.
    """
    overrides = _overrides(db)
    rows = db.execute(
        """SELECT students.id, name, email, roster, path, attempt, late, graded, report
            FROM students LEFT JOIN submissions ON student = students.id AND state = 'current'
            ORDER BY students.id"""
    )
    return tuple(
        _standing(row, overrides.get(row[0], ()), outlined=outlined)
        for row in rows
        if row[3] or row[4] is not None or row[0] in overrides
    )


def _standing(row: tuple[str, ...], overrides: tuple[Override, ...], *, outlined: bool) -> Standing:
    student = Student(id=row[0], name=row[1], email=row[2])
    scores = {one.exercise: one.score for one in overrides}
    if row[4] is None:
        return Standing(student=student, overrides=overrides, score=total((), scores, 0.0))
    report = REPORTS.decode(row[8])
    if outlined:
        report = _outline(report)
    found = [(grade.exercise, grade.score) for grade in report.grades]
    return Standing(
        student=student,
        hand_in=HandIn(student=student, path=row[4], attempt=int(row[5]), late=bool(row[6])),
        report=report,
        overrides=overrides,
        score=total(found, scores, report.score),
        graded=row[7],
    )


def _outline(report: SubmissionReport) -> SubmissionReport:
    """Verdicts, and what is wrong."""
    grades = tuple(
        replace(
            grade,
            checks=tuple(one for one in grade.checks if one.status not in FINE),
            blocks=tuple(one for one in grade.blocks if one.status not in FINE),
            jacobians=(),
        )
        for grade in report.grades
    )
    return replace(report, grades=grades, unmatched=(), output="")


def _overrides(db: sqlite3.Connection) -> dict[str, tuple[Override, ...]]:
    rows = db.execute(
        """SELECT student, exercise, score, author, reason, made FROM overrides
            WHERE undone IS NULL ORDER BY student, exercise"""
    )
    found: dict[str, list[Override]] = defaultdict(list)
    for student, exercise, score, author, reason, made in rows:
        found[student].append(
            Override(exercise=exercise, score=score, author=author, reason=reason, when=made)
        )
    return {student: tuple(ones) for student, ones in found.items()}


def unknown(db: sqlite3.Connection) -> tuple[str, ...]:
    """Who handed in and isn't on the roster; nobody where there is no roster."""
    rows = db.execute(
        """SELECT id FROM students
            WHERE NOT roster AND EXISTS (SELECT 1 FROM students WHERE roster)
                AND EXISTS (SELECT 1 FROM submissions WHERE student = students.id)
            ORDER BY id"""
    )
    return tuple(row[0] for row in rows)
