"""What was handed in, as text: each content's files and cells, every text kept once."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping

from gradgrader.gradebook.database import Database
from gradgrader.gradebook.rows import clean
from gradgrader.model.cohort import Source


def kept(db: sqlite3.Connection, digest: str) -> bool:
    """Are the texts of this content there?"""
    return bool(db.execute("SELECT 1 FROM contents WHERE digest = ?", (digest,)).fetchone())


def keep(db: sqlite3.Connection, digest: str, sources: Iterable[Source]) -> None:
    """Add a content; a text that another one has too is only pointed to."""
    for position, one in enumerate(sources):
        row = (digest, position, one.file and clean(one.file), one.cell, _text(db, one.text))
        db.execute("INSERT OR IGNORE INTO contents VALUES (?, ?, ?, ?, ?)", row)


def _text(db: sqlite3.Connection, text: str) -> int:
    """The number of a text, which is added if it is new."""
    plain = text.encode("utf-8", "surrogatepass")
    key = hashlib.sha256(plain).hexdigest()
    row = db.execute("SELECT id FROM sources WHERE hash = ?", (key,)).fetchone()
    if row is None:
        query = "INSERT INTO sources (hash, code) VALUES (?, ?) RETURNING id"
        row = db.execute(query, (key, zlib.compress(plain))).fetchone()
    return int(row[0])


class Sources(Mapping[str, tuple[Source, ...]]):
    """The texts by student, each read when it is asked for; of use while the gradebook is open.

    They are those that were current when this was made, whatever is handed in meanwhile.
    """

    def __init__(self, database: Database, db: sqlite3.Connection) -> None:
        rows = db.execute("SELECT student, digest FROM submissions WHERE state = 'current'")
        self._database, self._digests = database, dict(rows.fetchall())

    def __getitem__(self, student: str) -> tuple[Source, ...]:
        """Nothing where a gradebook was made before it kept them, or a file can't be read."""
        digest = self._digests[student]
        with self._database.reading() as db:
            rows = db.execute(
                """SELECT file, cell, code FROM contents JOIN sources ON sources.id = source
                    WHERE digest = ? ORDER BY position""",
                (digest,),
            ).fetchall()
        return tuple(
            Source(
                file=file, cell=cell, text=zlib.decompress(code).decode("utf-8", "surrogatepass")
            )
            for file, cell, code in rows
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)
