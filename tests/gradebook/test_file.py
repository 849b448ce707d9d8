"""The file: made, recognised, brought up to date, refused with a word."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from made import EXERCISES, hand_in, report, run

from gradgrader.errors import GradgraderError
from gradgrader.gradebook import schema
from gradgrader.gradebook.book import Gradebook
from gradgrader.model.cohort import Source


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.db"


def filled(path: Path) -> Path:
    with Gradebook.open(path) as book:
        book.record(book.begin(run()), hand_in("ada"), "1", report(tanh=1.0))
    return path


def sql(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db, db:
        return db.execute(query).fetchall()


def text(path: Path) -> None:
    path.write_text("class Tanh: pass\n" * 100, encoding="utf-8")


def few_bytes(path: Path) -> None:
    path.write_text("hello", encoding="utf-8")


def other_database(path: Path) -> None:
    sql(path, "CREATE TABLE mine (a)")


def newer(path: Path) -> None:
    filled(path)
    sql(path, "PRAGMA user_version = 99")


def damaged(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (text, "not a gradebook"),
        (few_bytes, "not a gradebook"),
        (other_database, "not a gradebook"),
        (newer, "made by a newer gradgrader"),
        (damaged, "damaged"),
        (folder, "a folder, not a gradebook"),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
def test_what_is_no_gradebook_is_refused(
    path: Path, make: Callable[[Path], None], words: str
) -> None:
    """With a word that names the file and a way out, and the file is left as it was."""
    make(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(GradgraderError, match=words) as error, Gradebook.open(path) as book:
        book.cohort()

    assert str(path) in error.value.message and error.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("book.db", "no such gradebook"),
        ("no/book.db", "there is no folder"),
        ("b" * 300, "File name too long"),
    ],
)
def test_a_missing_file_is_told(tmp_path: Path, name: str, words: str) -> None:
    """Where none is to be made, none is made."""
    with pytest.raises(GradgraderError, match=words):
        Gradebook.open(tmp_path / name, create=False)

    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_gradebook_only_if_asked(path: Path) -> None:
    """An interrupted start leaves one; it is no obstacle."""
    path.touch()

    with pytest.raises(GradgraderError, match="not a gradebook"):
        Gradebook.open(path, create=False)
    filled(path)
    with Gradebook.open(path, create=False) as book:
        assert len(book.cohort().standings) == 1


def test_a_special_name_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite would keep `:memory:` nowhere."""
    monkeypatch.chdir(tmp_path)
    filled(Path(":memory:"))

    assert (tmp_path / ":memory:").is_file()


def test_a_file_held_by_another_is_told(path: Path) -> None:
    """Who waits long enough is told that the file is locked."""
    filled(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            Gradebook.open(path, patience=0.05) as book,
            pytest.raises(GradgraderError, match="locked by another process"),
        ):
            book.begin(run())
        assert len(Gradebook.open(path).cohort().standings) == 1


@pytest.mark.parametrize(("mode", "words"), [(0o755, "can't be written"), (0o600, "Permission")])
def test_a_file_out_of_reach_is_told(mode: int, words: str) -> None:
    """Root, who may write anything, becomes somebody else for this."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from gradgrader.errors import GradgraderError\n"
        "from gradgrader.gradebook.book import Gradebook\n"
        "import made\n"
        "os.getuid() or os.setuid(65534)\n"
        "try: Gradebook.open(Path(sys.argv[1])).begin(made.run())\n"
        "except GradgraderError as error: print(error)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = filled(Path(folder, "book.db"))
        path.chmod(0o444)
        path.parent.chmod(mode)
        done = subprocess.run(
            [sys.executable, "-c", code, path],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
        )
        path.parent.chmod(0o700)

    assert words in done.stdout


def test_an_older_file_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A further migration finds a file of the newest version and all that is in it."""
    filled(path)

    def further(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE students ADD COLUMN section TEXT NOT NULL DEFAULT ''")

    migrations = (*schema.MIGRATIONS, further)
    monkeypatch.setattr("gradgrader.gradebook.schema.MIGRATIONS", migrations)
    monkeypatch.setattr("gradgrader.gradebook.database.MIGRATIONS", migrations)
    with Gradebook.open(path) as book:
        assert [one.student.id for one in book.cohort().standings] == ["ada"]

    assert sql(path, "SELECT id, section FROM students") == [("ada", "")]
    assert sql(path, "PRAGMA user_version") == [(len(migrations),)]


def test_a_migration_that_fails_leaves_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a migration is none."""
    filled(path)

    def further(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE checks")
        raise RuntimeError

    migrations = (*schema.MIGRATIONS, further)
    with monkeypatch.context() as patch:
        patch.setattr("gradgrader.gradebook.schema.MIGRATIONS", migrations)
        patch.setattr("gradgrader.gradebook.database.MIGRATIONS", migrations)
        with pytest.raises(RuntimeError):
            Gradebook.open(path)

    with Gradebook.open(path) as book:
        assert len(book.cohort().standings) == 1
    assert sql(path, "PRAGMA user_version") == [(len(schema.MIGRATIONS),)]


def test_our_own_mistakes_are_not_the_files(path: Path) -> None:
    """An error of SQLite's that the file isn't to blame for stays what it is."""
    with Gradebook.open(path) as book:
        sql(path, "DROP TABLE overrides")
        with pytest.raises(sqlite3.OperationalError):
            book.cohort()


def test_docs_name_every_column(path: Path) -> None:
    """docs/gradebook.md has each table with its columns, and its queries run."""
    filled(path)
    page = Path(__file__).parents[2].joinpath("docs", "gradebook.md").read_text(encoding="utf-8")
    tables = sql(path, "SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables:
        columns = [f"`{row[1]}`" for row in sql(path, f"PRAGMA table_info({table})")]
        section = page.split(f"| `{table}` |")[1].split("\n| `")[0]

        assert [column for column in columns if column not in section] == []
    queries = [block.split("```")[0] for block in page.split("```sql\n")[1:]]
    assert len(queries) >= 2
    for query in queries:
        sql(path, query)


def test_docs_show_how_to_read_code(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Python of docs/gradebook.md, run."""
    filled(path)
    with Gradebook.open(path) as book:
        book.keep("1", [Source(text="class Tanh: pass", cell=2)])
    page = Path(__file__).parents[2].joinpath("docs", "gradebook.md").read_text(encoding="utf-8")
    (code,) = (block.split("```")[0] for block in page.split("```python\n")[1:])
    monkeypatch.chdir(path.parent)
    path.rename("week1.gradebook")
    exec(code, {})

    assert capsys.readouterr().out == "#  2\nclass Tanh: pass\n"


def test_plain_sqlite_reads_grades(path: Path) -> None:
    """Checks, diagnoses and the whole report are rows that any reader of SQLite has."""
    with Gradebook.open(path) as book:
        earned = report(**dict.fromkeys(EXERCISES, 0.5))
        book.record(book.begin(run()), hand_in("ada", attempt=3, late=True), "1", earned)

    assert sql(path, "SELECT student, attempt, late, status, score FROM submissions") == [
        ("ada", 3, 1, "failed", 2.0)
    ]
    assert sql(path, "SELECT DISTINCT function, location FROM grades WHERE exercise = 'tanh'") == [
        ("Tanh", "cell 2, line 5")
    ]
    assert sql(path, "SELECT count(*) FROM checks WHERE code = 'differs'") == [(12,)]
    assert sql(path, "SELECT DISTINCT code, title FROM diagnoses") == [("sign", "A sign")]
    assert sql(path, "SELECT report ->> '$.grades[1].exercise' FROM submissions") == [("tanh",)]
