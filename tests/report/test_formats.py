"""Formats of `check` for CI servers, as their readers see them."""

from __future__ import annotations

import json
import os
import re
import string
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from cohorts import HOSTILE, six
from conftest import TESTS
from github_runner import COMMAND, annotations
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema.validators import validator_for
from markdown_it import MarkdownIt
from xmlschema import XMLSchema

from gradgrader.cli.places import rows_in, top
from gradgrader.model.result import Location, Problem, Report, Unmatched
from gradgrader.report._inert import spoken
from gradgrader.report._places import place
from gradgrader.report.base import BESIDE, FORMATS, ROOM, View, clean

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
SARIF = validator_for(SCHEMA)(SCHEMA)
JUNIT = XMLSchema(TESTS / "sheets" / "junit.xsd")
NAMES = ["github", "gitlab", "junit", "markdown", "sarif"]


def made(**more: object) -> Report:
    """Five hand-ins of which a format has to make something, hostile words too."""
    reports = [one.report for one in six().standings if one.report]
    stranger = Unmatched(function=HOSTILE, location=Location(line=3), reason="it is none")
    reports[0] = replace(reports[0], unmatched=(stranger,))
    return replace(
        Report(gradgrader="0.1.0", torch="2.13.0", seed=7, isolation="full", submissions=reports),
        **more,
    )


def golden(path: Path, text: str) -> None:
    """Hold `text` against a file, or write it: UPDATE_GOLDEN=1, then read the diff."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", NAMES)
def test_whole(name: str) -> None:
    """Every format of made reports, whole."""
    text = FORMATS[name](made(), View(base=str(Path.cwd())))
    suffix = {"junit": "xml", "markdown": "md", "github": "txt"}.get(name, "json")

    golden(HERE / "golden" / f"{name}.{suffix}", text)


@settings(max_examples=25, deadline=None)
@given(words=st.text(alphabet=string.printable + "\u202e\x85é✘", max_size=40))
def test_words_of_a_student_are_no_commands(words: str) -> None:
    """Whatever functions and files are called, the runner finds our commands and no others."""
    said = Problem(code="cell-failed", message=words, location=Location(line=2))
    one = replace(made().submissions[1], path=f"a,b:{words}%0A.py", problems=(said,))
    one = replace(one, grades=tuple(replace(grade, function=words) for grade in one.grades))
    text = FORMATS["github"](made(submissions=[one]), View())
    plain = [line for line in text.split("\n") if not line.lstrip().startswith("::")]

    assert all("##[" not in line for line in plain)
    for line in text.split("\n"):
        if line.lstrip().startswith("::"):
            assert line.startswith(("::group::", "::endgroup::")) or COMMAND.fullmatch(line)
    assert {a["file"] for a in annotations(text)} == {clean(one.path)}
    SARIF.validate(json.loads(FORMATS["sarif"](made(submissions=[one]), View())))
    JUNIT.validate(FORMATS["junit"](made(submissions=[one]), View()))


def test_an_exercise_without_an_answer_is_an_error() -> None:
    """It costs points, so it is no advice; JUnit counts it."""
    missing = Problem(code="no-answer", message="nothing in it answers the exercise `tanh`")
    one = replace(made().submissions[1], problems=(missing,))
    told = annotations(FORMATS["github"](made(submissions=[one]), View()))
    root = ET.fromstring(FORMATS["junit"](made(submissions=[one]), View()))

    assert (told[0]["kind"], told[0]["title"]) == ("error", "not answered")
    assert [case.get("name") for case in root.iter("testcase")] == [
        "no-answer 1",
        "matmul",
        "attn",
    ]
    assert root.get("failures") == "2"


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", ""])
def test_paths_begin_where_the_repository_does(
    variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As CI names it, or where its .git is; a file that lies elsewhere keeps its path."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.setenv(name, str(tmp_path) if name == variable else "/elsewhere")
    if not variable:
        (tmp_path / ".git").mkdir()
    view = View(base=top())

    assert place("a.py", Location(line=2), view).path == "deep/er/a.py"
    assert place("/elsewhere/a.py", Location(line=2), view).path == "/elsewhere/a.py"
    assert place("a.zip", Location(line=2, file="x/b.py"), view).words == "x/b.py, line 2"
    assert place("folder", Location(line=2, file="x/b.py"), view).path == "deep/er/folder/x/b.py"


def test_ten_of_a_kind_and_the_worst_first() -> None:
    """GitHub shows ten: each exercise's first error is among them, and the rest is counted."""
    many = made(submissions=[made().submissions[1]] * 12)
    text = FORMATS["github"](many, View())
    found = annotations(text)
    kinds = [one["kind"] for one in found]

    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert kinds.count("error") == kinds.count("warning") == 10
    assert re.search(r"\d+ more errors: GitHub shows 10 of a step", text)
    assert len({one["data"] for one in found if one["kind"] == "error"}) == 1


def test_summary_ends_where_there_is_no_more_room() -> None:
    """At most a mebibyte of a step, cut between parts and told so; what fits is whole."""
    summary = BESIDE["github"]["GITHUB_STEP_SUMMARY"]
    many = made(submissions=list(made().submissions) * 40)
    whole = FORMATS["markdown"](made(), View())
    room = 50_000
    cut = summary(many, View(), room)

    assert summary(made(), View(), ROOM) == whole
    assert ROOM == 1024 * 1024
    assert room - 1000 < len(cut.encode()) <= room
    assert "There is more than GitHub shows here" in cut[-100:]
    assert summary(many, View(), 5) == ""


def test_markdown_keeps_code_and_nothing_else() -> None:
    """Sentences have `code`; a student's words are words."""
    page = MarkdownIt("commonmark").enable("table").render(FORMATS["markdown"](made(), View()))

    assert "<script" not in page
    assert "<a " not in page
    assert MarkdownIt().render(spoken("`k` is <b> *x*")) == (
        "<p><code>k</code> is &lt;b&gt; *x*</p>\n"
    )


@settings(deadline=None)
@given(st.text(alphabet="`<b>\\ a&|", max_size=12))
def test_backticks_let_no_html_through(words: str) -> None:
    """However backticks are placed."""
    assert "<b>" not in MarkdownIt("commonmark").renderInline(spoken(words))


def test_a_notebook_that_has_changed_is_pointed_at_as_a_whole(tmp_path: Path) -> None:
    """Lines of cells are found in the file; where they are not there any more, there is none."""
    path = tmp_path / "lab.ipynb"
    cells = [
        {"cell_type": "markdown", "source": ['"source": ["x"]\n']},
        {"cell_type": "code", "source": ["a\n", "b"], "outputs": [{"source": ["c"]}]},
        {"cell_type": "code", "source": ["a\n", "b"]},
        {"cell_type": "code", "source": "one\ntwo"},
    ]
    path.write_text(json.dumps({"cells": cells}, indent=1), encoding="utf-8")
    row: Callable[..., int | None] = rows_in({"lab": path})
    lines = ["", *path.read_text(encoding="utf-8").split("\n")]
    places = [row("lab", Location(cell=c, line=n)) for c, n in ((2, 2), (3, 2), (4, 2))]

    assert [lines[place or 0].strip() for place in places] == [
        '"b"',
        '"b"',
        '"source": "one\\ntwo"',
    ]
    assert places[0] < places[1]
    assert row("lab", Location(cell=2, line=9)) is None
    assert row("lab", Location(line=4)) == 4
    path.write_text("{", encoding="utf-8")
    assert rows_in({"lab": path})("lab", Location(cell=2, line=1)) is None


@pytest.mark.parametrize(
    ("exercise", "place", "row"),
    [
        ("attn", Location(line=6), "✔ attn     line 6  MyLongName "),
        ("logcumsumexp", Location(line=34), "✔ logcumsumexp line 34 "),
        ("gradient_reversal", Location(cell=12, line=134), "✔ gradient_reversal  "),
    ],
)
def test_no_name_is_broken(exercise: str, place: Location, row: str) -> None:
    """Where there is no room in 80 columns, names of Functions go first, then the table."""
    one = made().submissions[0]
    grade = replace(one.grades[0], exercise=exercise, location=place, function="MyLongName")
    text = FORMATS["rich"](made(submissions=[replace(one, grades=(grade,))]), View())

    assert f"\n{row}" in text
    assert str(place) in text
    assert max(map(len, text.split("\n"))) <= 80
