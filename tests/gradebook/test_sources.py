"""What was handed in: each text kept once, read when it is asked for."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from made import hand_in, report, run

from gradgrader.gradebook import database, schema
from gradgrader.gradebook.book import Gradebook
from gradgrader.model.cohort import Source, Student

HERE = Path(__file__).parent
CELLS = (
    Source(text="import torch\n", cell=2),
    Source(text="class Tanh: pass  # \ud800 λ\n", cell=4),
)
FILES = (Source(text="import torch\n", file="a.py"), Source(text="", file="b/r\udce9.py"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "week1.db"


@pytest.fixture
def book(path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(path) as book:
        yield book


def sql(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db, db:
        return db.execute(query).fetchall()


def test_texts_come_back_and_are_kept_once(book: Gradebook, path: Path) -> None:
    """Cells and files in order, half characters too; equal texts are one row, compressed."""
    number = book.begin(run())
    for student, digest, sources in (("ada", "1", CELLS), ("bob", "2", FILES), ("eve", "1", CELLS)):
        book.keep(digest, sources)
        book.record(number, hand_in(student), digest, report(tanh=1.0))
    found = book.cohort().sources

    assert list(found) == ["ada", "bob", "eve"] and len(found) == 3
    assert found["ada"] == found["eve"] == CELLS
    assert found["bob"] == (FILES[0], Source(text="", file="b/r\\udce9.py"))
    assert "nobody" not in found
    texts = [zlib.decompress(row[0]) for row in sql(path, "SELECT code FROM sources")]  # type: ignore[arg-type]
    assert sorted(texts) == sorted(
        one.text.encode("utf-8", "surrogatepass") for one in {*CELLS, FILES[1]}
    )


def test_texts_are_those_of_the_cohort(book: Gradebook) -> None:
    """Also when something else has been handed in since, and when an earlier content counts."""
    number = book.begin(run())
    for digest, sources in (("1", CELLS), ("2", FILES[:1])):
        book.keep(digest, sources)
        book.record(number, hand_in("ada"), digest, report(tanh=1.0))
    before = book.cohort()
    book.reuse(number, hand_in("ada"), "1")

    assert before.sources["ada"] == FILES[:1]
    assert book.cohort().sources["ada"] == CELLS


def test_a_file_of_version_1_is_brought_up_to_date(path: Path) -> None:
    """All that was in it is there, and the next run adds the texts, without grading."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript((HERE / "version1.sql").read_text(encoding="utf-8"))
    with Gradebook.open(path) as book:
        before = book.cohort()
        book.keep("2", CELLS)
        assert book.reuse(book.begin(run()), hand_in("ada"), "2")
        after = book.cohort()

    ada, bob = before.standings
    assert ada.student == Student(id="ada", name="Ada") and bob.hand_in is None
    assert ada.report == report(tanh=1.0, checks=2) and ada.score == 0.75
    with Gradebook.open(path) as book:
        assert [book.cohort().sources[one] for one in after.sources] == [CELLS]
    assert sql(path, "PRAGMA user_version") == [(3,)]
    assert sql(path, "SELECT count(*) FROM submissions") == [(2,)]


def test_texts_that_were_not_kept_are_none(book: Gradebook) -> None:
    """A gradebook of before, or a file that can't be read."""
    book.record(book.begin(run()), hand_in("ada"), "1", report())

    assert dict(book.cohort().sources) == {"ada": ()}


def test_an_older_gradgrader_refuses_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a word, rather than losing what it doesn't know."""
    Gradebook.open(path).close()
    monkeypatch.setattr(database, "MIGRATIONS", (schema.first,))

    with pytest.raises(Exception, match="made by a newer gradgrader"):
        Gradebook.open(path)
