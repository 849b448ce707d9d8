"""What a gradebook keeps, and what it says about it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from made import EXERCISES, defined, hand_in, report, run

from gradgrader.errors import GradgraderError, UnknownName
from gradgrader.gradebook.book import Gradebook
from gradgrader.gradebook.records import Why
from gradgrader.model.cohort import HandIn, Standing, Student
from gradgrader.model.result import Status
from gradgrader.sheets.summary import summary


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Gradebook]:
    with Gradebook.open(tmp_path / "week1.db") as book:
        yield book


def of(book: Gradebook, student: str) -> Standing:
    return next(one for one in book.cohort().standings if one.student.id == student)


def states(tmp_path: Path) -> list[tuple[str, float, str]]:
    with closing(sqlite3.connect(tmp_path / "week1.db")) as db:
        return db.execute("SELECT digest, score, state FROM submissions ORDER BY id").fetchall()


def changed(book: Gradebook, number: int) -> list[tuple[str, str, float | None, float | None, str]]:
    """(student, exercise, score before, score after, why) of each change."""
    return [
        (
            *(one.student.id, one.exercise),
            *(one.before and one.before.score, one.after and one.after.score),
            " ".join(one.why),
        )
        for one in book.changes(number)
    ]


def test_a_report_comes_back_as_it_was(book: Gradebook) -> None:
    """All of it, with who handed it in, and the run's seed and versions."""
    earned = report(tanh=0.25, attn=1.0)
    given = HandIn(student=Student(id="7", name="Ada", email="a@b"), path="x/a.py", attempt=2)
    book.record(book.begin(run(seed=2**70)), given, "1", earned)
    cohort = book.cohort()
    (standing,) = cohort.standings

    assert standing.report == earned
    assert (standing.hand_in, standing.score, standing.overrides) == (given, 1.25, ())
    assert standing.graded.endswith("+00:00")
    assert (cohort.title, cohort.seed, cohort.torch, cohort.max_score) == ("week1", 2**70, "2.4", 4)
    assert book.run(book.last()) == run(seed=2**70)

    book.held(book.last(), "partial (no seccomp)")

    assert book.cohort().isolation == "partial (no seccomp)"


def test_an_empty_gradebook_has_a_cohort(book: Gradebook) -> None:
    """Before the first run there is nobody, or only the roster."""
    assert book.last() == 0
    assert book.cohort("Week 1").title == "Week 1"
    assert book.cohort().standings == ()


def test_what_is_done_needs_no_grading(book: Gradebook) -> None:
    """The same content under the same key; another content, exercise, option or version isn't."""
    begun = run()
    book.record(book.begin(begun), hand_in("ada"), "1", report(tanh=1.0))

    assert book.done("ada", "1", run(started="later", isolation="none").key)
    assert not book.done("ada", "2", begun.key)
    assert not book.done("bob", "1", begun.key)
    others = [
        run(exercises=(defined("tanh", "2"),)),
        *(run(torch="2.5"), run(gradgrader="2"), run(options="o"), run(strict=True), run(seed=1)),
    ]
    assert [one for one in others if book.done("ada", "1", one.key)] == []
    assert run(exercises=(defined("a", points=1),)).key == run(exercises=(defined("a"),)).key


def test_recording_twice_keeps_one(book: Gradebook, tmp_path: Path) -> None:
    """An equal verdict is kept once, however long it took; of the hand-in the latest is told."""
    number = book.begin(run())
    book.record(number, hand_in("ada"), "1", report(tanh=1.0))
    again = replace(report(tanh=1.0), seconds=9.0, output="hello again")
    book.record(book.begin(run()), hand_in("ada", attempt=2, late=True), "1", again)

    assert states(tmp_path) == [("1", 1.0, "current")]
    assert of(book, "ada").hand_in == hand_in("ada", attempt=2, late=True)


def test_another_verdict_on_the_same_replaces(book: Gradebook, tmp_path: Path) -> None:
    """It timed out on a busy machine, and is graded again: both are kept, the second counts."""
    number = book.begin(run())
    book.record(number, hand_in("ada"), "1", report(tanh=0.0))
    again = book.begin(run())
    book.record(again, hand_in("ada"), "1", report(tanh=1.0))

    assert states(tmp_path) == [("1", 0.0, "replaced"), ("1", 1.0, "current")]
    assert changed(book, again) == [
        ("ada", "tanh", 0.0, 1.0, "graded-again"),
        ("ada", "", 0.0, 1.0, "graded-again"),
    ]


def test_going_back_to_an_earlier_content_needs_no_grading(book: Gradebook, tmp_path: Path) -> None:
    """Its grade is taken up again, as a change of that run."""
    number = book.begin(run())
    book.record(number, hand_in("ada"), "1", report(tanh=1.0))
    book.record(number, hand_in("ada"), "2", report(tanh=0.5))
    back = book.begin(run())

    assert not book.reuse(back, hand_in("ada"), "3")
    assert not book.reuse(back, hand_in("bob"), "1")
    assert book.reuse(back, hand_in("ada", path="b.py"), "1")
    assert book.reuse(back, hand_in("ada", path="b.py"), "1")
    assert states(tmp_path) == [("1", 1.0, "current"), ("2", 0.5, "earlier")]
    assert of(book, "ada").score == 1
    assert changed(book, back) == [
        ("ada", "tanh", 0.5, 1.0, "content"),
        ("ada", "", 0.5, 1.0, "content"),
    ]


def test_a_roster_knows_who_is_absent_and_who_is_unknown(book: Gradebook) -> None:
    """Who left it and handed in is kept; who left it and didn't is gone."""
    book.roster([Student(id="ada", name="Ada L."), Student(id="bob", name="Bob"), Student(id="c")])
    number = book.begin(run())
    named = HandIn(student=Student(id="ada", name="ada99", email="a@b"), path="a.py")
    book.record(number, named, "1", report(tanh=1.0))
    book.record(number, hand_in("eve"), "1", report(tanh=1.0))
    cohort = book.cohort()

    assert [(s.student.id, s.hand_in is not None) for s in cohort.standings] == [
        *(("ada", True), ("bob", False), ("c", False), ("eve", True)),
    ]
    assert cohort.standings[0].student == Student(id="ada", name="Ada L.", email="a@b")
    assert cohort.unknown == ("eve",)

    book.roster([Student(id="bob"), Student(id="eve")])
    cohort = book.cohort()

    assert [one.student.id for one in cohort.standings] == ["ada", "bob", "eve"]
    assert cohort.standings[1].student.name == "Bob"
    assert cohort.unknown == ("ada",)


def test_an_override_survives_every_run(book: Gradebook) -> None:
    """For an exercise, for the whole, or for who handed in nothing; and it can be undone."""
    book.roster([Student(id="bob")])
    number = book.begin(run())
    book.record(number, hand_in("ada"), "1", report(tanh=0.5, attn=1.0))
    book.override("ada", "tanh", 0.75, author="Eve", reason="a nice try")
    book.override("bob", "matmul", 1, author="Eve", reason="told me")
    book.record(book.begin(run(seed=1)), hand_in("ada"), "2", report(tanh=0.0, attn=1.0))

    assert (of(book, "ada").score, of(book, "bob").score) == (1.75, 1.0)
    (override,) = of(book, "ada").overrides
    assert (override.exercise, override.author, override.reason) == ("tanh", "Eve", "a nice try")
    report_ = of(book, "ada").report
    assert report_ and report_.score == 1

    book.override("ada", "", 4, author="Eve", reason="all of it")
    assert of(book, "ada").score == 4
    book.override("ada", "", 3, author="Eve", reason="nearly")
    assert of(book, "ada").score == 3
    assert book.undo("ada", author="Eve")
    assert not book.undo("ada", author="Eve")
    assert of(book, "ada").score == 1.75


@pytest.mark.parametrize(
    ("student", "exercise", "score", "words"),
    [
        ("adda", "tanh", 1.0, "no student 'adda'"),
        ("ada", "tan", 1.0, "no exercise 'tan'"),
        ("ada", "tanh", -1.0, "a score of -1"),
        ("ada", "tanh", math.nan, "a score of nan"),
    ],
)
def test_an_override_that_fits_nothing_is_refused(
    book: Gradebook, student: str, exercise: str, score: float, words: str
) -> None:
    """With what may have been meant."""
    book.record(book.begin(run()), hand_in("ada"), "1", report(tanh=0.5))

    with pytest.raises(GradgraderError, match=words) as error:
        book.override(student, exercise, score, author="Eve", reason="")

    assert error.value.hint


def test_changes_say_what_and_why(book: Gradebook) -> None:
    """Of each student and exercise whose mark is another one, and of the whole."""
    first = book.begin(run())
    for student in ("ada", "bob"):
        book.record(first, hand_in(student), "1", report(tanh=0.5, attn=1.0))
    second = book.begin(run(seed=1, torch="2.5", options="o", exercises=(defined("tanh", "2"),)))
    book.record(second, hand_in("ada"), "2", report(tanh=1.0))
    book.record(second, hand_in("bob"), "1", report(tanh=0.5, attn=1.0))

    assert changed(book, first)[:3] == [
        ("ada", "tanh", None, 0.5, "new"),
        ("ada", "attn", None, 1.0, "new"),
        ("ada", "", None, 1.5, "new"),
    ]
    why = "content exercise versions options seed"
    assert changed(book, second) == [
        ("ada", "tanh", 0.5, 1.0, why),
        ("ada", "attn", 1.0, None, why),
        ("ada", "", 1.5, 1.0, why),
    ]


def test_an_unchanged_exercise_is_no_reason(book: Gradebook) -> None:
    """Of two exercises one is defined anew: it alone is why."""
    first = book.begin(run())
    book.record(first, hand_in("ada"), "1", report(tanh=0.5, attn=0.0))
    second = book.begin(run(exercises=(defined("tanh", "2"), defined("attn"))))
    book.record(second, hand_in("ada"), "1", report(tanh=1.0, attn=1.0))

    assert changed(book, second) == [
        ("ada", "tanh", 0.5, 1.0, "exercise"),
        ("ada", "attn", 0.0, 1.0, "graded-again"),
        ("ada", "", 0.5, 2.0, "exercise"),
    ]


def test_changes_tell_overrides_of_their_time(book: Gradebook) -> None:
    """One that is made after a run is told with it; one that holds keeps the score as it was."""
    first = book.begin(run())
    book.record(first, hand_in("ada"), "1", report(tanh=0.5))
    second = book.begin(run())
    book.override("ada", "tanh", 0.75, author="Eve", reason="a nice try")
    book.override("ada", "attn", 1, author="Eve", reason="orally")
    third = book.begin(run())
    book.record(third, hand_in("ada"), "2", report(tanh=1.0))
    fourth = book.begin(run())
    book.undo("ada", "tanh", author="Eve")

    assert changed(book, second) == [
        ("ada", "tanh", 0.5, 0.75, "override"),
        ("ada", "attn", None, 1.0, "override"),
        ("ada", "", 0.5, 1.75, "override"),
    ]
    held, _ = book.changes(third)
    assert held.before and held.after
    assert (held.before.score, held.after.score, held.why) == (0.75, 0.75, (Why.CONTENT,))
    assert (held.before.status, held.after.status) == (Status.FAILED, Status.PASSED)
    assert changed(book, fourth) == [
        ("ada", "tanh", 0.75, 1.0, "override"),
        ("ada", "", 1.75, 2.0, "override"),
    ]


def test_an_override_before_any_hand_in_is_no_change_of_a_later_run(book: Gradebook) -> None:
    """It belongs to the run that was the latest."""
    book.roster([Student(id="ada")])
    first = book.begin(run())
    book.override("ada", "", 2, author="Eve", reason="orally")

    assert changed(book, first) == [("ada", "", None, 2.0, "override")]
    assert changed(book, book.begin(run())) == []


def test_a_hand_in_that_cannot_be_graded_is_a_change(book: Gradebook) -> None:
    """It has no exercise, so that the whole tells it."""
    number = book.begin(run())
    book.record(number, hand_in("ada"), "1", report())

    assert changed(book, number) == [("ada", "", None, 0.0, "new")]


def test_a_run_that_is_not_there_is_told(book: Gradebook) -> None:
    """With those that are."""
    with pytest.raises(UnknownName) as none:
        book.changes(1)
    book.begin(run())
    with pytest.raises(UnknownName) as one:
        book.record(2, hand_in("ada"), "1", report())

    assert (none.value.hint, one.value.hint) == ("grade first", "try 1 to 1")


@pytest.mark.parametrize(
    "name",
    ['O\'Brien "x"; DROP TABLE runs --', "Łukasz 李 👩‍🔬", "a\u202eb\u0301", "", "%_\\", "\ufffe"],
)
def test_names_are_only_names(book: Gradebook, name: str) -> None:
    """Quotes, other scripts, directions and nothing at all come back as they were."""
    given = HandIn(student=Student(id=name, name=name), path=name)
    number = book.begin(run())
    book.record(number, given, "1", report(path=name, tanh=1.0))
    book.override(name, "tanh", 1, author=name, reason=name)

    (standing,) = book.cohort().standings
    assert (standing.hand_in, standing.overrides[0].reason) == (given, name)
    assert book.done(name, "1", run().key)


def test_what_is_no_character_is_spelled_out(book: Gradebook) -> None:
    """Names of files that are no UTF-8 are kept apart, also in the report."""
    number = book.begin(run())
    for odd in ("r\udce9sum\udce9", "r\udce8sum\udce8", "nul\0"):
        earned = report(path=odd, tanh=0.5)
        block = replace(earned.grades[0].blocks[0], error=math.inf)
        grade = replace(earned.grades[0], blocks=(block,))
        earned = replace(earned, output=odd, grades=(grade,))
        book.record(number, hand_in(odd), "1", earned)
        book.record(number, hand_in(odd), "1", earned)

        assert book.done(odd, "1", run().key)
    standings = book.cohort().standings

    assert [one.student.id for one in standings] == [
        *("nul\\x00", "r\\udce8sum\\udce8", "r\\udce9sum\\udce9"),
    ]
    assert standings[2].report and standings[2].report.output == "r\\udce9sum\\udce9"
    assert standings[2].report.grades[0].blocks[0].error is None


def test_an_outline_is_smaller_and_sums_up_to_the_same(book: Gradebook) -> None:
    """What passed and what was printed is left out, and the summary does not show it."""
    number = book.begin(run())
    for student, score in (("ada", 1.0), ("ben", 0.5), ("cem", 0.5)):
        book.record(number, hand_in(student), student, report(tanh=score, attn=0.0))
    whole, outlined = book.cohort(), book.cohort(outlined=True)
    sizes = [
        sum(len(msgspec.json.encode(one.report)) for one in cohort.standings)
        for cohort in (whole, outlined)
    ]

    assert summary(outlined) == summary(whole)
    assert 4 * sizes[1] < sizes[0]


def test_what_nobody_answered_counts_only_if_it_was_named(book: Gradebook) -> None:
    """Or if a person has set a score for it; the order stays that of the run."""

    def counted(*, named: bool) -> list[str]:
        book.record(book.begin(run(named=named)), hand_in("ada"), "1", report(tanh=1.0))
        return [one.id for one in book.cohort().exercises]

    assert counted(named=True) == list(EXERCISES)
    assert counted(named=False) == ["tanh"]
    book.override("ada", "attn", 0.5, author="me", reason="oral")
    assert counted(named=False) == [one for one in EXERCISES if one in {"tanh", "attn"}]
