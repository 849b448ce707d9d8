"""The tables of a gradebook, and how older files become newer ones; docs/gradebook.md tells."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from gradgrader import __version__
from gradgrader.gradebook.records import now

APPLICATION = 0x67726164  # "grad", in the header of every gradebook

FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE students (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        email TEXT NOT NULL,
        roster INTEGER NOT NULL)""",
    """CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        seed TEXT NOT NULL,
        gradgrader TEXT NOT NULL,
        torch TEXT NOT NULL,
        isolation TEXT NOT NULL,
        strict INTEGER NOT NULL,
        options TEXT NOT NULL,
        started TEXT NOT NULL)""",
    """CREATE TABLE exercises (
        run INTEGER NOT NULL REFERENCES runs (id),
        position INTEGER NOT NULL,
        exercise TEXT NOT NULL,
        title TEXT NOT NULL,
        points REAL NOT NULL,
        definition TEXT NOT NULL,
        PRIMARY KEY (run, position)) WITHOUT ROWID""",
    """CREATE TABLE submissions (
        id INTEGER PRIMARY KEY,
        student TEXT NOT NULL REFERENCES students (id),
        run INTEGER NOT NULL REFERENCES runs (id),
        digest TEXT NOT NULL,
        key TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('current', 'earlier', 'replaced')),
        path TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        late INTEGER NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        graded TEXT NOT NULL,
        report TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX one_current ON submissions (student) WHERE state = 'current'",
    """CREATE UNIQUE INDEX graded_once ON submissions (student, digest, key)
        WHERE state != 'replaced'""",
    """CREATE TABLE grades (
        id INTEGER PRIMARY KEY,
        submission INTEGER NOT NULL REFERENCES submissions (id),
        exercise TEXT NOT NULL,
        function TEXT NOT NULL,
        status TEXT NOT NULL,
        score REAL NOT NULL,
        max_score REAL NOT NULL,
        matched_by TEXT NOT NULL,
        location TEXT NOT NULL)""",
    "CREATE INDEX grades_of ON grades (submission)",
    """CREATE TABLE checks (
        grade INTEGER NOT NULL REFERENCES grades (id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        severity TEXT NOT NULL,
        required INTEGER NOT NULL,
        status TEXT NOT NULL,
        code TEXT NOT NULL,
        message TEXT NOT NULL,
        sizes TEXT NOT NULL,
        PRIMARY KEY (grade, position)) WITHOUT ROWID""",
    """CREATE TABLE diagnoses (
        grade INTEGER NOT NULL REFERENCES grades (id),
        position INTEGER NOT NULL,
        code TEXT NOT NULL,
        confidence TEXT NOT NULL,
        title TEXT NOT NULL,
        message TEXT NOT NULL,
        PRIMARY KEY (grade, position)) WITHOUT ROWID""",
    """CREATE TABLE replacements (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES runs (id),
        student TEXT NOT NULL REFERENCES students (id),
        old_submission INTEGER REFERENCES submissions (id),
        new_submission INTEGER NOT NULL REFERENCES submissions (id),
        made TEXT NOT NULL)""",
    "CREATE INDEX replacements_in ON replacements (run, student)",
    "CREATE INDEX replacements_of ON replacements (student, run)",
    """CREATE TABLE overrides (
        id INTEGER PRIMARY KEY,
        student TEXT NOT NULL REFERENCES students (id),
        exercise TEXT NOT NULL,
        score REAL NOT NULL,
        author TEXT NOT NULL,
        reason TEXT NOT NULL,
        made TEXT NOT NULL,
        run INTEGER NOT NULL,
        undone TEXT,
        undone_by TEXT,
        undone_run INTEGER)""",
    """CREATE UNIQUE INDEX one_override ON overrides (student, exercise)
        WHERE undone IS NULL""",
)


SECOND = (
    """CREATE TABLE sources (
        id INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        code BLOB NOT NULL)""",
    """CREATE TABLE contents (
        digest TEXT NOT NULL,
        position INTEGER NOT NULL,
        file TEXT,
        cell INTEGER,
        source INTEGER NOT NULL REFERENCES sources (id),
        PRIMARY KEY (digest, position)) WITHOUT ROWID""",
)


def first(db: sqlite3.Connection) -> None:
    """From an empty file to version 1."""
    for statement in FIRST:
        db.execute(statement)
    made = (("gradgrader", __version__), ("made", now()))
    db.executemany("INSERT INTO meta VALUES (?, ?)", made)


def second(db: sqlite3.Connection) -> None:
    """To version 2: what was handed in is kept from the next run on."""
    for statement in SECOND:
        db.execute(statement)


def third(db: sqlite3.Connection) -> None:
    """To version 3: whether a run's exercises were named; those of older files all count."""
    db.execute("ALTER TABLE runs ADD COLUMN named INTEGER NOT NULL DEFAULT 1")


Migration = Callable[[sqlite3.Connection], None]
# the one at i leads from version i to i + 1
MIGRATIONS: tuple[Migration, ...] = (first, second, third)


def version(db: sqlite3.Connection) -> int:
    """Of the tables in a file; 0 in an empty one."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def migrate(db: sqlite3.Connection) -> None:
    """Bring a file to the newest version; the caller holds a write transaction."""
    for step in MIGRATIONS[version(db) :]:
        step(db)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    db.execute(f"PRAGMA application_id = {APPLICATION}")
