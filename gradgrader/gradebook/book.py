"""The gradebook: grades of a class in one file, written as each one is known."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from gradgrader.errors import GradgraderError, UnknownName
from gradgrader.gradebook.changes import changes
from gradgrader.gradebook.database import Database
from gradgrader.gradebook.records import Change, Run, now
from gradgrader.gradebook.rows import (
    add,
    clean,
    graded_once,
    put_student,
    same_verdict,
    take_up,
)
from gradgrader.gradebook.sources import Sources, keep, kept
from gradgrader.gradebook.standings import (
    counting,
    key_of,
    known,
    last_run,
    read_run,
    standings,
    unknown,
)
from gradgrader.model.cohort import Cohort, HandIn, Source, Student
from gradgrader.model.result import SubmissionReport
from gradgrader.registry import nearest

PATIENCE = 60.0  # seconds that writers wait for each other; one record takes a few milliseconds


class Gradebook:
    """An open gradebook; what a method has returned from is committed.

    Of a submission's life: it is `current` until another content, or the same under another key,
    takes its place; then it is `earlier`, and comes back if the student hands it in again. Where
    the same content is graded twice under one key, an equal verdict is kept once, and a different
    one takes the place of the first, which is `replaced` and only kept to be looked at.

    Every method raises GradgraderError when the file can't be read or written.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, path: Path, *, create: bool = True, patience: float = PATIENCE) -> Self:
        """The gradebook at `path`, made if there is none; brings an older one up to date."""
        return cls(Database.open(path, create=create, patience=patience))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._database.close()

    def begin(self, run: Run) -> int:
        """Add a run; its number."""
        with self._database.writing() as db:
            cursor = db.execute(
                """INSERT INTO runs (key, seed, gradgrader, torch, isolation, strict, options,
                    started, named) VALUES (?,?,?,?,?,?,?,?,?)""",
                (
                    *(run.key, str(run.seed), run.gradgrader, run.torch, run.isolation),
                    *(run.strict, run.options, run.started, run.named),
                ),
            )
            number = int(cursor.lastrowid or 0)
            exercises = (
                (number, position, one.asked.id, one.asked.title, one.asked.points, one.definition)
                for position, one in enumerate(run.exercises)
            )
            db.executemany("INSERT INTO exercises VALUES (?,?,?,?,?,?)", exercises)
        return number

    def held(self, run: int, isolation: str) -> None:
        """Note what held the workers of a run, once that is known."""
        with self._database.writing() as db:
            db.execute("UPDATE runs SET isolation = ? WHERE id = ?", (clean(isolation), run))

    def seed(self, drawn: int) -> int:
        """The latest run's seed, or `drawn` if there is none; of two that ask at once, one's."""
        with self._database.writing() as db:
            if number := last_run(db):
                return read_run(db, number).seed
            db.execute("INSERT OR IGNORE INTO meta VALUES ('seed', ?)", (str(drawn),))
            kept = db.execute("SELECT value FROM meta WHERE name = 'seed'").fetchone()
        return int(kept[0])

    def last(self) -> int:
        """Number of that run; 0 if there is none."""
        with self._database.reading() as db:
            return last_run(db)

    def run(self, number: int) -> Run:
        """A run as it was begun; raises UnknownName."""
        with self._database.reading() as db:
            return read_run(db, number)

    def done(self, student_id: str, digest: str, key: str) -> bool:
        """Has this content been graded for this student, under this key?"""
        with self._database.reading() as db:
            return graded_once(db, clean(student_id), digest, key) is not None

    def keep(self, digest: str, sources: Iterable[Source]) -> None:
        """Keep the texts of a content, once; whatever becomes of its grading."""
        with self._database.reading() as db:
            there = kept(db, digest)
        if not there:
            with self._database.writing() as db:
                keep(db, digest, sources)

    def reuse(self, run: int, hand_in: HandIn, digest: str) -> bool:
        """If that is done under the run's key, let it be the student's current submission."""
        with self._database.writing() as db:
            number = graded_once(db, clean(hand_in.student.id), digest, key_of(db, run))
            if number is not None:
                put_student(db, hand_in.student, roster=False)
                take_up(db, run, hand_in, number)
        return number is not None

    def record(self, run: int, hand_in: HandIn, digest: str, report: SubmissionReport) -> None:
        """Keep the report on a content as its student's current one; what was stays as history."""
        with self._database.writing() as db:
            key = key_of(db, run)
            student = put_student(db, hand_in.student, roster=False)
            number = graded_once(db, student, digest, key)
            if number is not None and same_verdict(db, number, report):
                take_up(db, run, hand_in, number)
            else:
                db.execute("UPDATE submissions SET state = 'replaced' WHERE id = ?", (number,))
                add(db, run, hand_in, report, digest=digest, key=key)

    def roster(self, students: Iterable[Student]) -> None:
        """Who belongs to the class; who is no longer on it, and handed in, is kept."""
        with self._database.writing() as db:
            db.execute("UPDATE students SET roster = 0")
            for student in students:
                put_student(db, student, roster=True)

    def override(
        self, student_id: str, exercise: str, score: float, *, author: str, reason: str
    ) -> None:
        """Set a score that no run changes; `exercise` is empty for the whole hand-in.

        Raises UnknownName for a student or exercise that the gradebook doesn't know.
        """
        if not (math.isfinite(score) and score >= 0):
            raise GradgraderError(f"a score of {score}", hint="give a number, 0 or more")
        student, exercise = clean(student_id), clean(exercise)
        with self._database.writing() as db:
            _check_names(db, student, exercise)
            _undo(db, student, exercise, author)
            db.execute(
                """INSERT INTO overrides (student, exercise, score, author, reason, made, run)
                    VALUES (?,?,?,?,?,?,?)""",
                (
                    *(student, exercise, float(score), clean(author), clean(reason)),
                    *(now(), last_run(db)),
                ),
            )

    def undo(self, student_id: str, exercise: str = "", *, author: str) -> bool:
        """Take a person's score back, if there is one; it stays in the table as undone."""
        with self._database.writing() as db:
            return _undo(db, clean(student_id), clean(exercise), author)

    def cohort(self, title: str = "", *, outlined: bool = False) -> Cohort:
        """Everybody's standing now; versions are those of the latest run, and so are exercises.

        Where a run has named none, those count that somebody answered.

        `outlined` reports hold what is wrong and no more, for who only counts.
        """
        with self._database.reading() as db:
            number = last_run(db)
            run = read_run(db, number) if number else None
            everybody, strangers = standings(db, outlined=outlined), unknown(db)
            sources = Sources(self._database, db)
        title = title or clean(self._database.path.stem)
        if run is None:
            return Cohort(title=title, exercises=(), standings=everybody, unknown=strangers)
        return Cohort(
            title=title,
            exercises=counting(run, everybody),
            standings=everybody,
            unknown=strangers,
            sources=sources,
            seed=run.seed,
            gradgrader=run.gradgrader,
            torch=run.torch,
            isolation=run.isolation,
            when=run.started,
        )

    def changes(self, run: int) -> list[Change]:
        """What a run, and overrides between it and the next one, changed; by student."""
        with self._database.reading() as db:
            return changes(db, run)


def _check_names(db: sqlite3.Connection, student: str, exercise: str) -> None:
    if known(db, student) is None:
        everybody = [row[0] for row in db.execute("SELECT id FROM students")]
        raise UnknownName(
            f"no student {student!r} in the gradebook", hint=f"try {nearest(student, everybody)}"
        )
    exercises = [row[0] for row in db.execute("SELECT DISTINCT exercise FROM exercises")]
    if exercise and exercise not in exercises:
        raise UnknownName(f"no exercise {exercise!r}", hint=f"try {nearest(exercise, exercises)}")


def _undo(db: sqlite3.Connection, student: str, exercise: str, author: str) -> bool:
    cursor = db.execute(
        """UPDATE overrides SET undone = ?, undone_by = ?, undone_run = ?
            WHERE student = ? AND exercise = ? AND undone IS NULL""",
        (now(), clean(author), last_run(db), student, exercise),
    )
    return cursor.rowcount > 0
