"""What people set by hand, and what a run changed, at the command line."""

from __future__ import annotations

import csv
import getpass
import io
import json
from pathlib import Path

import pytest
from conftest import Ran
from made import defined, hand_in, report, run

from gradgrader.gradebook.book import Gradebook

BOOK = "week1.gradebook"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two runs: in the second, ada's work is another one, and eve's fails under another seed."""
    path = tmp_path / BOOK
    with Gradebook.open(path) as book:
        first = book.begin(run())
        for student, score in (("ada", 0.5), ("bob", 1.0), ("eve", 1.0)):
            book.record(first, hand_in(student), "1", report(tanh=score, attn=1.0))
        second = book.begin(run(seed=1))
        book.record(second, hand_in("ada"), "2", report(tanh=1.0, attn=1.0))
        book.record(second, hand_in("bob"), "1", report(tanh=1.0, attn=1.0))
        book.record(second, hand_in("eve"), "1", report(tanh=0.25, attn=1.0))
        book.record(second, hand_in("zoe"), "1", report(tanh=1.0, attn=1.0))
    return path


def without_date(text: str) -> list[str]:
    """Words of each line, but the day."""
    return [" ".join(w for w in line.split() if w[:2] != "20") for line in text.splitlines()]


@pytest.mark.usefixtures("book")
def test_scores_are_set_listed_and_taken_back(gradgrader) -> None:
    """For an exercise and for everything, with who and why; what was graded is beside it."""

    def override(*arguments: str) -> Ran:
        return gradgrader("override", BOOK, *arguments)

    one = override("eve", "tanh", "--score", "1", "--reason", "right on paper", "--author", "Ann")
    whole = override("ada", "--score", "3.5", "--reason", "oral\nexam")
    everybody = override()
    undone = override("eve", "tanh", "--undo")
    again = override("eve", "tanh", "--undo")
    heads = "student exercise score graded by on reason"

    assert without_date(one.out) == [heads, "eve tanh 1 0.25 Ann right on paper"]
    me = getpass.getuser()
    assert without_date(whole.out) == [heads, f"ada everything 3.5 2 {me} oral exam"]
    assert len(everybody.out.splitlines()) == 3
    assert undone.out == f"{BOOK}: no score of eve is set by a person\n"
    assert (again.code, again.err.splitlines()[0]) == (
        2,
        "gradgrader: error: nobody has set a score for tanh of eve",
    )
    assert {ran.code for ran in (one, whole, everybody, undone)} == {0}


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("eve", "tanh", "--score", "1"), "needs a reason"),
        (("eve", "--score", "1", "--reason", "  "), "needs a reason"),
        (("--score", "1", "--reason", "x"), "whose score?"),
        (("eve", "--score", "1", "--undo"), "at once"),
        (("evi", "--score", "1", "--reason", "x"), "try eve"),
        (("eve", "tan", "--score", "1", "--reason", "x"), "try tanh"),
        (("eve", "--score", "-1", "--reason", "x"), "0 or more"),
    ],
)
def test_what_cannot_be_set(gradgrader, arguments: tuple[str, ...], words: str) -> None:
    """Each with a way out, and nothing is written."""
    ran = gradgrader("override", BOOK, *arguments)

    assert ran.code == 2
    assert words in ran.err
    assert "no score is set" in gradgrader("override", BOOK).out


DIFF = """\
run 2: 2 students with another grade than before, 1 graded for the first time

student  exercise  before   after     why
ada      tanh      ✘ 0.5/1  ✔ 1/1     other work was handed in; another seed
eve      tanh      ✔ 1/1    ✘ 0.25/1  another seed
"""


def test_diff_says_who_and_why(gradgrader, book: Path) -> None:
    """As a table, as CSV and as JSON; of any run; what a person set has its reason."""
    latest = gradgrader("diff", BOOK)
    first = gradgrader("diff", BOOK, "--run", "1")
    with Gradebook.open(book) as opened:
        opened.override("eve", "tanh", 1, author="Ann", reason="right on paper")
    table = gradgrader("diff", BOOK, "--format", "table", "--format", "json=all.json")
    rows = list(csv.DictReader(io.StringIO(gradgrader("diff", BOOK, "--format", "csv").out)))
    everything = json.loads((book.parent / "all.json").read_text())

    assert latest.out == DIFF
    assert first.out == (
        "run 1: 0 students with another grade than before, 3 graded for the first time\n"
    )
    assert "! 1/1  Ann: right on paper; another seed\n" in table.out
    assert {(row["id"], row["exercise"]) for row in rows} == {
        *(("ada", "tanh"), ("ada", ""), ("eve", "tanh"), ("eve", "")),
        *(("zoe", "tanh"), ("zoe", "attn"), ("zoe", "")),
    }
    assert next(row["why"] for row in rows if row["id"] == "eve") == "override seed"
    assert everything["run"] == 2
    assert len(everything["changes"]) == len(rows)


@pytest.mark.usefixtures("book")
def test_diff_of_what_is_not_there(gradgrader) -> None:
    """Of a run, of a format, of a gradebook."""
    assert "try 1 to 2" in gradgrader("diff", BOOK, "--run", "7").err
    assert "try csv" in gradgrader("diff", BOOK, "--format", "cvs").err
    assert "no such gradebook" in gradgrader("diff", "none.gradebook").err


def test_every_reason_has_words(gradgrader, tmp_path: Path) -> None:
    """Exercise, versions, options, and nothing known at all."""
    with Gradebook.open(tmp_path / BOOK) as book:
        runs = [
            run(exercises=(defined("tanh"),)),
            run(exercises=(defined("tanh", "another"),), torch="2.9", options="others"),
        ]
        for number, begun in enumerate(runs):
            book.record(book.begin(begun), hand_in("ada"), "1", report(tanh=float(number)))
        again = book.begin(runs[1])
        book.record(again, hand_in("ada"), "1", report(tanh=0.0))
    told = " ".join(gradgrader("diff", BOOK, "--run", "2").out.split())
    moody = " ".join(gradgrader("diff", BOOK).out.split())

    assert "the exercise is another one; another version of gradgrader or torch; other" in told
    assert "graded again, and nothing is known to be different" in moody
