"""Formats of `check` for CI servers, as their readers see them."""

from __future__ import annotations

import json
import os
import re
import shutil
import string
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from cohorts import HOSTILE, six
from conftest import COMMAND as GRADGRADER
from conftest import ROOT, TESTS, Ran
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from xmlschema import XMLSchema

from gradgrader.cli.places import rows_in
from gradgrader.model.result import Location, Problem, Report, Unmatched
from gradgrader.report._inert import spoken
from gradgrader.report.base import BESIDE, FORMATS, ROOM, View

HERE = Path(__file__).parent
SARIF = json.loads((HERE / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
GITLAB = json.loads((HERE / "gitlab.schema.json").read_text(encoding="utf-8"))
JUNIT = XMLSchema(TESTS / "sheets" / "junit.xsd")
NAMES = ["github", "gitlab", "junit", "markdown", "sarif"]
# https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts, read backwards
COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<properties>[^:]+)::(?P<data>.*)")


def unescaped(text: str) -> str:
    for code, char in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def annotations(text: str) -> list[dict[str, str]]:
    """What the runner makes of a log."""
    found = []
    for line in text.split("\n"):
        if match := COMMAND.fullmatch(line):
            pairs = [pair.partition("=") for pair in match["properties"].split(",")]
            named = {key: unescaped(value) for key, _, value in pairs}
            found.append({"kind": match["kind"], "data": unescaped(match["data"]), **named})
    return found


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


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A repository in which a notebook, a file, a broken file and an archive were checked once."""
    top = tmp_path_factory.mktemp("repository")
    work = top / "week 1"
    work.mkdir()
    shutil.copy(ROOT / "examples" / "week1.ipynb", work)
    shutil.copy(ROOT / "examples" / "attention.py", work)
    (work / "broken.py").write_text("def f(:\n", encoding="utf-8")
    with zipfile.ZipFile(work / "hand_in.zip", "w") as archive:
        archive.write(ROOT / "exercises" / "tanh" / "mistakes" / "negated.py", "work/src/tanh.py")
        archive.writestr("work/notes.txt", "")
    files = ["week1.ipynb", "attention.py", "broken.py", "hand_in.zip"]
    formats = [f"--format={name}={top / name}" for name in (*NAMES, "json")]
    (top / "summary").write_text("# Before\n", encoding="utf-8")
    done = subprocess.run(
        [*GRADGRADER, "check", *files, *formats, "--format", "github"],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "GITHUB_WORKSPACE": str(top),
            "GITHUB_STEP_SUMMARY": str(top / "summary"),
        },
    )
    return top, Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("name", NAMES)
def test_whole(name: str) -> None:
    """Every format of made reports, whole."""
    text = FORMATS[name](made(), View(base=str(Path.cwd())))
    suffix = {"junit": "xml", "markdown": "md", "github": "txt"}.get(name, "json")

    golden(HERE / "golden" / f"{name}.{suffix}", text)


def test_github_points_at_lines(run: tuple[Path, Ran]) -> None:
    """Errors at the class, advice at the line of the notebook's file, paths from the top."""
    top, ran = run
    found = annotations(ran.out)
    error = next(one for one in found if one["file"] == "week 1/attention.py")
    advice = next(one for one in found if one["file"] == "week 1/week1.ipynb")
    lines = (top / advice["file"]).read_text(encoding="utf-8").split("\n")

    assert ran.code == 1, ran.err
    assert (error["kind"], error["line"], error["endLine"]) == ("error", "6", "18")
    assert error["title"] == "attn: a gradient is not proportional to what comes in"
    assert "you returned [[1]] for q, expected [[2]]" in error["data"].split("\n")[1]
    assert advice["kind"] == "warning"
    assert advice["title"] == "attn: second derivatives silently vanish (cell 9, line 7)"
    assert "ctx.save_for_backward(q, k, v, x, a)" in lines[int(advice["line"]) - 1]


def test_github_tells_what_could_not_be_read_and_what_lies_in_an_archive(
    run: tuple[Path, Ran],
) -> None:
    """A syntax error at its line; a file of an archive in words, at the archive."""
    found = {one["file"]: one for one in annotations(run[1].out)}

    assert found["week 1/broken.py"]["title"] == "nothing could be graded"
    assert found["week 1/broken.py"]["line"] == "1"
    assert found["week 1/hand_in.zip"]["line"] == "1"
    assert "(src/tanh.py, line " in found["week 1/hand_in.zip"]["title"]


def test_github_log_is_grouped(run: tuple[Path, Ran]) -> None:
    """A group each, which is closed before the next, and nothing else but commands."""
    lines = run[1].out.strip().split("\n")
    groups = [line for line in lines if line.startswith(("::group::", "::endgroup::"))]

    assert (
        groups[::2]
        == [
            "::group::week1.ipynb: 4 of 4 passed, 4/4 points",
            "::group::attention.py: 0 of 1 passed, 0.4/1 points",
            "::group::broken.py: nothing could be graded",
            "::group::hand_in.zip: 0 of 1 passed, 0.3333/1 points",
        ]
        or groups[::2]
    )
    assert set(groups[1::2]) == {"::endgroup::"}
    assert "✘ attn  Attention, line 6  0.4/1" in lines


def test_job_summary_is_added_to(run: tuple[Path, Ran]) -> None:
    """What the step wrote before stays; each of the two times that `github` was asked for adds."""
    text = (run[0] / "summary").read_text(encoding="utf-8")

    assert text.startswith("# Before\n")
    assert text.count("## week 1/attention.py: 0.4/1 points") == 2
    assert run[0].joinpath("markdown").read_text(encoding="utf-8") in text


def test_readers_take_what_was_written(run: tuple[Path, Ran]) -> None:
    """SARIF by OASIS's schema, GitLab's report by its rules, JUnit by what Jenkins takes."""
    top, _ = run
    sarif = json.loads((top / "sarif").read_text(encoding="utf-8"))
    gitlab = json.loads((top / "gitlab").read_text(encoding="utf-8"))
    jsonschema.validate(sarif, SARIF)
    jsonschema.validate(gitlab, GITLAB)
    JUNIT.validate(str(top / "junit"))
    (report,) = sarif["runs"]
    rules = {rule["id"]: rule for rule in report["tool"]["driver"]["rules"]}
    prints = [one["partialFingerprints"]["gradgrader/v1"] for one in report["results"]]

    assert rules["gradients"]["shortDescription"]["text"].endswith("?")
    assert "Cotangents are random" in rules["gradients"]["fullDescription"]["text"]
    assert all(
        report["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] == r["ruleId"]
        for r in report["results"]
    )
    assert len(set(prints)) == len(prints) == len(gitlab)
    assert prints == [one["fingerprint"] for one in gitlab]
    assert {one["severity"] for one in gitlab} == {"major", "minor", "blocker"}
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in report["results"]
    }
    assert "week%201/attention.py" in uris
    cases = ET.parse(top / "junit").getroot().iter("testcase")
    assert [[child.tag for child in case] for case in cases] == [
        *[[]] * 4,
        *[["failure"], ["error"], ["failure"]],
    ]


def test_no_format_shows_what_the_hint_level_hides(run: tuple[Path, Ran]) -> None:
    """At level 1 nobody is told which line it is, nor how to write it."""
    fix = "go.clamp(-1, 1)"
    texts = {name: (run[0] / name).read_text(encoding="utf-8") for name in NAMES}

    assert [name for name, text in texts.items() if fix in text] == []
    assert fix in (ROOT / "examples" / "attention.py").read_text(encoding="utf-8")


@settings(max_examples=25)
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
    assert {a["file"] for a in annotations(text)} == {annotations(text)[0]["file"]}
    jsonschema.validate(json.loads(FORMATS["sarif"](made(submissions=[one]), View())), SARIF)
    JUNIT.validate(FORMATS["junit"](made(submissions=[one]), View()))


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
    variable, summary = BESIDE["github"]
    many = made(submissions=list(made().submissions) * 600)
    whole = FORMATS["markdown"](made(), View())
    cut = summary(many, View(), ROOM)

    assert variable == "GITHUB_STEP_SUMMARY"
    assert summary(made(), View(), ROOM) == whole
    assert ROOM - 10_000 < len(cut.encode()) <= ROOM
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
