"""The page's text: what it says, what may run in it, and whose words can do nothing."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from cohorts import HOSTILE, WHEN, hostile, six
from crowd import crowd
from hypothesis import HealthCheck, given, settings
from pages import Page, parsed
from test_sheets import HERE, golden
from test_sheets_hostile import visible

from gradgrader.model.cohort import Cohort, Source
from gradgrader.model.result import CheckResult, Diagnosis, Grade, Location, Severity, Status
from gradgrader.report._page import excerpts
from gradgrader.sheets.base import SHEETS

CODE = "class Attn(Function):\n" + "".join(f"    line = {n}\n" for n in range(2, 31))
ELIDED = re.compile(r"(<(style|script)[^>]*>).*?(</\2>)|&#39;sha256-.*?&#39;", re.DOTALL)
quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def page(cohort: Cohort) -> Page:
    (text,) = SHEETS["html"](cohort).values()
    return parsed(text)


def handed_in() -> Cohort:
    """The six, with what they handed in."""
    texts = {one.student.id: (Source(text=CODE, cell=2),) for one in six().standings}
    return replace(six(), sources=texts)


def test_whole() -> None:
    """All of it but styles and scripts, which are read where they are written; and the details."""
    (text,) = SHEETS["html"](handed_in()).values()
    details = json.dumps(parsed(text).details, indent=2, ensure_ascii=False)

    golden(HERE / "golden" / "grades.html", ELIDED.sub(r"\1\3", text))
    golden(HERE / "golden" / "details.json", f"{details}\n")


def test_only_its_own_scripts_run() -> None:
    """The policy names each by its hash, and allows neither network nor parsing of HTML."""
    found = page(handed_in())
    (policy,) = (
        one.attributes["content"]
        for one in found.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    run = [one.text for one in found.all("script") if "id" not in one.attributes]

    assert rules["script-src"].split() == list(map(sha256, run)) and len(run) == 4
    assert rules["style-src"].split() == [sha256(one.text) for one in found.all("style")]
    assert {name: rules[name] for name in rules if not name.endswith("-src")} == {
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert rules["default-src"] == "'none'"


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_nothing_is_fetched() -> None:
    """No element names another file, no link leaves the page, nothing carries code or style."""
    found = page(handed_in())
    carried = {name for one in found.elements for name in one.attributes}

    assert carried & {"src", "srcset", "action", "style", "background", "data", "poster"} == set()
    assert [name for name in carried if name.startswith("on")] == []
    assert {one.attributes["href"][0] for one in found.all("a")} == {"#"}
    assert list(found.all("link")) == list(found.all("img")) == []


@functools.cache
def ours() -> set[tuple[str, ...]]:
    """Every element, with its attributes, that harmless cohorts have."""
    cohorts = (handed_in(), crowd(60), replace(six(), standings=()))
    return {
        (one.tag, *sorted(one.attributes)) for cohort in cohorts for one in page(cohort).elements
    }


@quick
@given(cohort=hostile())
def test_whatever_is_said_stays_text(cohort: Cohort) -> None:
    """Names, ids, titles and messages make no element and no attribute that ours don't make."""
    found = page(cohort)
    rows = [one for one in found.all("td") if one.attributes.get("class") == "w"]
    made = {(one.tag, *sorted(one.attributes)) for one in found.elements}

    assert made <= ours()
    assert len(rows) == len(found.index["rows"]) == len(cohort.standings)
    assert len(found.details["students"]) == len(cohort.standings)
    assert all(visible(word) for word in words(found.details["students"]))


def words(value: object) -> Iterator[str]:
    """Every text in some JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from words(one)


def test_equal_code_and_grades_are_there_once() -> None:
    """Many hand in the same: the page tells it once, and who."""
    found = page(crowd(100)).details
    marks = [
        mark for one in found["students"] for mark in one["grades"] if mark["grade"] is not None
    ]

    assert len(marks) > 300
    assert len(found["grades"]) < 100
    assert len({json.dumps(one) for one in found["grades"]}) == len(found["grades"])
    assert Counter(mark["grade"] for mark in marks).most_common(1)[0][1] > 10


def test_a_late_override_and_a_hostile_name_are_told() -> None:
    """In the details, with author and reason; control characters are gone."""
    students = {one["id"]: one for one in page(handed_in()).details["students"]}

    assert students["emil"]["overrides"] == [
        {
            "exercise": "attn",
            "score": 1.5,
            "author": "Prof. X",
            "reason": "an own idea",
            "when": WHEN,
        }
    ]
    assert students["1002"]["hand_in"] == {"path": "1002.py", "attempt": 3, "late": True}
    assert "\u202e" in HOSTILE and "\u202e" not in json.dumps(students, ensure_ascii=False)


def grade(*marked: Location, place: Location, also: tuple[Location, ...] = ()) -> Grade:
    """A grade of which each marked line has a diagnosis, and some a failed check."""
    said = [
        Diagnosis(code=f"d{n}", confidence="exact", title="t", message="m", locations=(one,))
        for n, one in enumerate(marked)
    ]
    check = CheckResult(
        check="c", severity=Severity.WRONG, required=True, status=Status.FAILED, locations=also
    )
    return Grade(
        exercise="attn",
        function="Attn",
        location=place,
        status=Status.FAILED,
        score=0,
        max_score=1,
        matched_by="name",
        blocks=(),
        checks=(check,),
        diagnoses=tuple(said),
    )


@pytest.mark.parametrize(
    ("marked", "place", "expected"),
    [
        ((3, 9), (1, 12), [(1, 12, {3: [1], 9: [2]})]),
        ((20,), (1, 5), [(1, 5, {}), (17, 23, {20: [1]})]),
        ((7,), (1, 4), [(1, 10, {7: [1]})]),
        ((29,), (1, 2), [(1, 2, {}), (26, 31, {29: [1]})]),
        ((99,), (1, 2), [(1, 2, {})]),
        ((), (5, None), [(5, 5, {})]),
        ((4, 4), (3, 6), [(3, 6, {4: [1, 2]})]),
    ],
)
def test_excerpts(
    marked: tuple[int, ...],
    place: tuple[int, int | None],
    expected: list[tuple[int, int, dict[int, list[int]]]],
) -> None:
    """The function, with marked lines elsewhere and what is around them; never beyond the end."""
    of = excerpts.texts([Source(text=CODE, cell=2)])
    lines = (Location(line=line, cell=2) for line in marked)
    found = excerpts.of_grade(
        grade(*lines, place=Location(line=place[0], end_line=place[1], cell=2)), of
    )

    assert [
        (one["first"], one["first"] + one["text"].count("\n"), one["marks"]) for one in found
    ] == expected
    assert {one["where"] for one in found} == {"cell 2"}


def test_excerpts_of_other_files() -> None:
    """A line in another file stands alone; a file that isn't known is left out."""
    of = excerpts.texts(
        [Source(text=CODE, file="a.py"), Source(text="x = 1\ny = 2\n", file="b.py")]
    )
    places = (Location(line=2, file="b.py"), Location(line=1, file="gone.py"), Location())
    found = excerpts.of_grade(
        grade(place=Location(line=1, end_line=3, file="a.py"), also=places), of
    )

    assert [(one["where"], one["first"], one["marks"]) for one in found] == [
        ("a.py", 1, {}),
        ("b.py", 1, {2: []}),
    ]
    assert excerpts.of_location(Location(line=2, file="b.py"), of)[0]["text"] == "x = 1\ny = 2\n"
    assert excerpts.of_location(Location(cell=3), of) == excerpts.of_location(None, of) == []


def test_code_is_made_harmless() -> None:
    """Marks that turn the direction are left out, long lines are cut, lines keep their numbers."""
    of = excerpts.texts([Source(text=f"a\u202e\x1b = 1\f\n{'x' * 9000}\nlast")])
    (found,) = excerpts.of_grade(grade(place=Location(line=1, end_line=3)), of)

    assert found["text"].split("\n") == ["a = 1", "x" * 400, "last"]
