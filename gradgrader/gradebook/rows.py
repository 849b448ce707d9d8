"""One hand-in and its report to rows."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from typing import Any

import msgspec

from gradgrader.gradebook.records import now
from gradgrader.model.cohort import HandIn, Student
from gradgrader.model.result import Grade, SubmissionReport

REPORTS = msgspec.json.Decoder(SubmissionReport)


def clean(text: str) -> str:
    r"""Text as every reader of SQLite can have it; what is no character is spelled out (`\udce9`).

    Different names stay different: `?` would make one of two.
    """
    if text.isascii() and "\0" not in text:  # most are, and a submission has hundreds
        return text
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", r"\x00")


def encoded(report: SubmissionReport) -> str:
    """The whole report as JSON."""
    try:
        return msgspec.json.encode(report).decode()
    except UnicodeEncodeError:  # a surrogate, in a path or in what a submission printed
        return json.dumps(_cleaned(msgspec.to_builtins(report)), ensure_ascii=False)


def _cleaned(raw: Any) -> Any:
    match raw:
        case str():
            return clean(raw)
        case list() | tuple():
            return [_cleaned(one) for one in raw]
        case dict():
            return {name: _cleaned(one) for name, one in raw.items()}
        case float() if raw - raw != 0:  # NaN and infinities are null, as msgspec has it
            return None
        case _:
            return raw


def put_student(db: sqlite3.Connection, student: Student, *, roster: bool) -> str:
    """Add or update who hands in; a roster knows names better than a hand-in."""
    row = clean(student.id), clean(student.name), clean(student.email), roster
    db.execute(
        """INSERT INTO students VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
            name = CASE WHEN excluded.name = '' OR (roster > excluded.roster AND name != '')
                THEN name ELSE excluded.name END,
            email = CASE WHEN excluded.email = '' OR (roster > excluded.roster AND email != '')
                THEN email ELSE excluded.email END,
            roster = max(roster, excluded.roster)""",
        row,
    )
    return row[0]


def graded_once(db: sqlite3.Connection, student: str, digest: str, key: str) -> int | None:
    """The submission of this content under this key."""
    row = db.execute(
        """SELECT id FROM submissions
            WHERE student = ? AND digest = ? AND key = ? AND state != 'replaced'""",
        (student, digest, key),
    ).fetchone()
    return row and int(row[0])


def same_verdict(db: sqlite3.Connection, submission: int, report: SubmissionReport) -> bool:
    """Is what is kept equal to `report`, but for how long it took and what was printed?"""
    row = db.execute("SELECT report FROM submissions WHERE id = ?", (submission,)).fetchone()
    kept, new = (REPORTS.decode(text) for text in (row[0], encoded(report)))
    alike = {"path": "", "output": "", "seconds": 0.0}
    return replace(kept, **alike) == replace(new, **alike)  # type: ignore[arg-type]


def add(  # noqa: PLR0913 - each is a column
    db: sqlite3.Connection,
    run: int,
    hand_in: HandIn,
    report: SubmissionReport,
    *,
    digest: str,
    key: str,
) -> None:
    """A graded submission with its grades, as its student's current one."""
    student = clean(hand_in.student.id)
    _retire(db, student)
    row = (
        *(student, run, digest, key, "current"),
        *(clean(hand_in.path), hand_in.attempt, hand_in.late),
        *(report.status, report.score, report.max_score, now(), encoded(report)),
    )
    cursor = db.execute(
        """INSERT INTO submissions (student, run, digest, key, state, path, attempt, late,
            status, score, max_score, graded, report) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)""",
        row,
    )
    number = int(cursor.lastrowid or 0)
    for grade in report.grades:
        _add_grade(db, number, grade)
    _log(db, run, student, number)


def _add_grade(db: sqlite3.Connection, submission: int, grade: Grade) -> None:
    row = (
        *(submission, clean(grade.exercise), clean(grade.function), grade.status, grade.score),
        *(grade.max_score, grade.matched_by, clean(str(grade.location))),
    )
    cursor = db.execute(
        """INSERT INTO grades (submission, exercise, function, status, score, max_score,
            matched_by, location) VALUES (?,?,?,?,?,?,?,?)""",
        row,
    )
    number = cursor.lastrowid
    checks = [
        (
            *(number, position, c.check, c.severity, c.required, c.status, c.code),
            *(clean(c.message), clean(c.case)),
        )
        for position, c in enumerate(grade.checks)
    ]
    db.executemany("INSERT INTO checks VALUES (?,?,?,?,?,?,?,?,?)", checks)
    diagnoses = [
        (number, position, d.code, d.confidence, clean(d.title), clean(d.message))
        for position, d in enumerate(grade.diagnoses)
    ]
    db.executemany("INSERT INTO diagnoses VALUES (?,?,?,?,?,?)", diagnoses)


def take_up(db: sqlite3.Connection, run: int, hand_in: HandIn, submission: int) -> None:
    """Let a submission that is kept be its student's current one.

    Nothing is written where nothing changes: a row takes its whole report along.
    """
    student = clean(hand_in.student.id)
    query = "SELECT state, path, attempt, late FROM submissions WHERE id = ?"
    state, *place = db.execute(query, (submission,)).fetchone()
    if state != "current":
        _retire(db, student)
        db.execute("UPDATE submissions SET state = 'current' WHERE id = ?", (submission,))
        _log(db, run, student, submission)
    new = [clean(hand_in.path), hand_in.attempt, int(hand_in.late)]
    if new != place:
        db.execute(
            "UPDATE submissions SET path = ?, attempt = ?, late = ? WHERE id = ?",
            (*new, submission),
        )


def _retire(db: sqlite3.Connection, student: str) -> None:
    """What is current becomes history."""
    db.execute(
        "UPDATE submissions SET state = 'earlier' WHERE student = ? AND state = 'current'",
        (student,),
    )


def _log(db: sqlite3.Connection, run: int, student: str, submission: int) -> None:
    """Note which submission took the place of which."""
    last = db.execute(
        "SELECT new_submission FROM replacements WHERE student = ? ORDER BY id DESC LIMIT 1",
        (student,),
    ).fetchone()
    db.execute(
        """INSERT INTO replacements (run, student, old_submission, new_submission, made)
            VALUES (?,?,?,?,?)""",
        (run, student, last and last[0], submission, now()),
    )
