"""A gradebook's file: opened, recognised, and written whole transactions at a time."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from gradgrader.errors import GradgraderError
from gradgrader.gradebook.schema import APPLICATION, MIGRATIONS, migrate, version

PRIMARY = 0xFF  # SQLite's extended codes carry the primary one in their lowest byte

OTHER_FILE = "not a gradebook", "give the path of a gradebook, or of a file that doesn't exist yet"
NO_WRITING = "can't be written", "check the permissions of the file and of its folder"
PAUSE = 0.01
IN_USE = "locked by another process", "wait until it is done, then try again: nothing is lost"
FULL = "the disk is full", "make room, then start the same run again: what is graded stays graded"
BROKEN_IO = (
    "can't be read or written: the disk is full or broken, or a limit on sizes is reached",
    "make room, then start the same run again: what is graded stays graded",
)
DAMAGED = "damaged", "restore it from a backup, or move it away and grade again"

WORDS = {
    sqlite3.SQLITE_NOTADB: OTHER_FILE,
    sqlite3.SQLITE_BUSY: IN_USE,
    sqlite3.SQLITE_LOCKED: IN_USE,
    sqlite3.SQLITE_PROTOCOL: IN_USE,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: BROKEN_IO,
    sqlite3.SQLITE_READONLY: NO_WRITING,
    sqlite3.SQLITE_CANTOPEN: NO_WRITING,
    sqlite3.SQLITE_PERM: NO_WRITING,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
}


class Database:
    """An open file; of one thread, and not to be taken through a fork."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection

    @classmethod
    def open(cls, path: Path, *, create: bool, patience: float) -> Database:
        """Open, or make, a gradebook; writers wait `patience` seconds for each other.

        In WAL mode with synchronous=NORMAL what is committed outlives this process, however it
        ends. When the machine loses power the file stays sound, but the last commits may be gone:
        the next run then finds that they are missing, and grades again.
        """
        path = path.absolute()  # also keeps SQLite from a special meaning, as of `:memory:`
        _look(path, create=create)
        with told(path):
            connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        database = cls(path, connection)
        try:
            database.set_up(create=create, patience=patience)
        except BaseException:
            connection.close()
            raise
        return database

    def set_up(self, *, create: bool, patience: float) -> None:
        """Refuse what is no gradebook before anything in it is changed; then bring it up to date.

        Raises GradgraderError.
        """
        with self.reading() as db:
            found = self._recognised(db, create=create)
        with told(self.path):
            self._connection.execute("PRAGMA foreign_keys = ON")
            if (
                self._journal(patience) == "wal"
            ):  # where a file system can't, every commit waits for the disk
                self._connection.execute("PRAGMA synchronous = NORMAL")
        if found < len(MIGRATIONS):
            with self.writing() as db:  # another process may have been faster: look again
                self._recognised(db, create=create)
                migrate(db)

    def _journal(self, patience: float) -> str:
        """Ask for WAL, and say what there is.

        Of several that open a new file at once SQLite refuses all but one, without waiting: each
        has read, and wants to write.
        """
        until = time.monotonic() + patience
        while True:
            try:
                return str(self._connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() >= until:
                    raise
                time.sleep(PAUSE)

    def _recognised(self, db: sqlite3.Connection, *, create: bool) -> int:
        """The file's version, which is one that we know."""
        found = version(db)
        application = db.execute("PRAGMA application_id").fetchone()[0]
        tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        empty = found == application == tables == 0
        if not (create if empty else application == APPLICATION):
            raise GradgraderError(f"{self.path}: {OTHER_FILE[0]}", hint=OTHER_FILE[1])
        if found > len(MIGRATIONS):
            raise GradgraderError(
                f"{self.path}: made by a newer gradgrader "
                f"(version {found} of its tables, this one knows {len(MIGRATIONS)})",
                hint="update gradgrader",
            )
        return found

    def writing(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """A transaction that is either whole or not at all, one at a time on a file."""
        return self._transaction("IMMEDIATE")

    def reading(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """One moment's state, whatever others write in the meantime."""
        return self._transaction("DEFERRED")

    @contextlib.contextmanager
    def _transaction(self, kind: str) -> Iterator[sqlite3.Connection]:
        with told(self.path):
            self._connection.execute(f"BEGIN {kind}")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """The last one to close leaves a single file."""
        self._connection.close()


def _look(path: Path, *, create: bool) -> None:
    """Say in words what SQLite would only call unable to open."""
    try:
        folder, inside, there = path.is_dir(), path.parent.is_dir(), path.exists()
    except OSError as error:
        raise GradgraderError(f"{path}: {error.strerror}", hint=NO_WRITING[1]) from error
    if folder:
        raise GradgraderError(f"{path}: a folder, not a gradebook", hint="name a file in it")
    if not inside:
        raise GradgraderError(f"{path}: there is no folder {path.parent}", hint="make it first")
    if not create and not there:
        raise GradgraderError(f"{path}: no such gradebook", hint="grade first, or check the path")


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors that are not our fault, in words."""
    try:
        yield
    except sqlite3.Error as error:
        words = WORDS.get(getattr(error, "sqlite_errorcode", 0) & PRIMARY)
        if words is None:
            raise
        raise GradgraderError(f"{path}: {words[0]}", hint=words[1]) from error
