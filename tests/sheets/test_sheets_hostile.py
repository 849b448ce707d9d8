"""Whatever students are called and write, a file keeps its shape and says nothing but words."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import jsonschema
import msgspec
import pytest
from cohorts import hostile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_sheets import RESULTS

from gradgrader.model.cohort import Cohort
from gradgrader.report._inert import inert
from gradgrader.sheets._cells import cell
from gradgrader.sheets._folders import folders
from gradgrader.sheets.base import SHEETS
from gradgrader.sheets.json import Document

NUMBER = re.compile(r"-?[0-9.]+(e[+-][0-9]+)?")
FORBIDDEN = {"Cc", "Cf", "Cs"}
quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


def visible(text: str) -> bool:
    return all(char == "\n" or unicodedata.category(char) not in FORBIDDEN for char in text)


@pytest.mark.parametrize(("name", "more"), [("csv", 1), ("canvas", 2), ("moodle", 1)])
@quick
@given(cohort=hostile())
def test_csv_keeps_its_shape(name: str, more: int, cohort: Cohort) -> None:
    """As many rows and columns as ever, and no cell that a spreadsheet would compute."""
    (text,) = SHEETS[name](cohort).values()
    found = list(csv.reader(io.StringIO(text, newline=""), strict=True))

    assert len(found) == len(cohort.standings) + more
    assert len({len(row) for row in found}) == 1
    for row in found:
        for value in row:
            assert value.lstrip()[:1] not in set("=+-@\t\r") - {""} or NUMBER.fullmatch(value)
    assert visible(text)
    if name == "canvas":
        assert sum("Points Possible" in row[0] for row in found) == 1


@quick
@given(cohort=hostile())
def test_xml_always_parses(cohort: Cohort) -> None:
    """With a suite for each student, whatever was printed."""
    (text,) = SHEETS["junit"](cohort).values()
    root = ET.fromstring(text.encode())

    assert len(root.findall("testsuite")) == len(cohort.standings)
    assert len(list(root.iter("testcase"))) == 2 * len(cohort.standings)


@quick
@given(cohort=hostile())
def test_markdown_keeps_its_rows(cohort: Cohort) -> None:
    """A row for each student, and nothing that isn't a table, a heading or a paragraph."""
    (text,) = SHEETS["markdown"](cohort).values()
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    at = next((n for n, t in enumerate(tokens) if t.content.startswith("Students, of")), None)
    inline = {child.type for token in tokens for child in token.children or []}
    kinds = {token.type.rpartition("_")[0] for token in tokens} - {""}

    assert inline <= {"text", "text_special", "softbreak"}
    assert kinds <= {"table", "thead", "tbody", "tr", "th", "td", "heading", "paragraph"}
    assert visible(text)
    assert (at is None) == (not cohort.standings)
    if at is not None:
        end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
        opened = [token.type for token in tokens[at:end]]
        assert opened.count("tr_open") == len(cohort.standings) + 1
        assert opened.count("td_open") == 5 * len(cohort.standings)


@quick
@given(cohort=hostile())
def test_gradescope_stays_in_its_folders(cohort: Cohort) -> None:
    """A valid file each, none of which replaces another or lands elsewhere."""
    files = SHEETS["gradescope"](cohort)

    assert len(files) == len(cohort.standings)
    for name, text in files.items():
        path = PurePosixPath(name)
        assert path.parts[1:] == ("results.json",)
        assert path.parts[0] not in {"/", ".", ".."}
        assert len(path.parts[0].encode()) < 256
        jsonschema.validate(json.loads(text), RESULTS)
        assert visible(text)


@quick
@given(cohort=hostile())
def test_json_loses_nothing(cohort: Cohort) -> None:
    """It can be read back; halves of characters are spelled out, others come back as they were."""
    (text,) = SHEETS["json"](cohort).values()
    back = msgspec.json.decode(text, type=Document)

    assert [one.student.id for one in back.standings] == [
        one.student.id.encode("utf-8", "backslashreplace").decode() for one in cohort.standings
    ]
    assert visible(text)


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t=", "\r=", " =", "\u200b=", "\uff1d", "\u2212"]
)
def test_formula_is_text(start: str) -> None:
    """An apostrophe before it; numbers stay numbers."""
    assert str(cell(start + "1+1")).startswith("'")
    assert cell(-1.5) == -1.5


@quick
@given(text=st.text())
@example(text="\\|")
@example(text="www.evil.example http://evil.example <b>&amp;")
def test_inert_is_read_as_it_was(text: str) -> None:
    """Rendered, the words are the ones that were written."""
    (paragraph,) = MarkdownIt("commonmark").parse(f"| {inert(text)} |")[1:2]
    said = "".join(child.content for child in paragraph.children or [])
    shown = "".join(said.strip("|").split())
    clean = "".join(
        c for c in " ".join(text.replace("\0", "").splitlines()) if visible(c) or c == "\t"
    )

    composed = [unicodedata.normalize("NFC", words) for words in (shown, "".join(clean.split()))]
    assert composed[0] == composed[1]


def test_nobody_gets_anothers_folder() -> None:
    """Also with an id that is made to be the name of another's folder, or differs in case only."""
    victim = "a b"
    made = folders([victim])[victim]
    names = folders([made, "Ada", "ada", victim, "", "..", "/etc"])

    assert len({name.casefold() for name in names.values()}) == 7
    assert names[made] == made
