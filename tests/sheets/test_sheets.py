"""Each format of a made cohort, whole, and as its reader sees it."""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import os
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import msgspec
import pandas as pd
import pytest
from cohorts import HOSTILE, six
from conftest import ROOT
from markdown_it import MarkdownIt
from xmlschema import XMLSchema

from gradgrader.errors import UnknownName
from gradgrader.model.cohort import Cohort
from gradgrader.registry import part_names
from gradgrader.sheets.base import SHEETS
from gradgrader.sheets.json import Document, json_schema

HERE = Path(__file__).parent
SCHEMA = ROOT / "docs" / "schema" / "cohort.schema.json"
RESULTS = json.loads((HERE / "gradescope.schema.json").read_text(encoding="utf-8"))
NAMES = ["canvas", "csv", "gradescope", "html", "json", "junit", "markdown", "moodle", "summary"]


def golden(path: Path, text: str) -> None:
    """Hold `text` against a file, or write it: UPDATE_GOLDEN=1, then read the diff."""
    if os.environ.get("UPDATE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    assert path.read_bytes().decode() == text


def rows(name: str) -> list[dict[str, str]]:
    (text,) = SHEETS[name](six()).values()
    return list(csv.DictReader(io.StringIO(text), strict=True))


def test_formats_are_found_by_name() -> None:
    """What lies in the folder is what can be asked for."""
    assert list(SHEETS) == part_names("gradgrader.sheets") == NAMES
    with pytest.raises(UnknownName, match="no sheet 'canvsa'"):
        SHEETS["canvsa"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "html"])
def test_whole(name: str) -> None:
    """Every file of every format; the page's is in test_html.py."""
    files = SHEETS[name](six())

    for file, text in files.items():
        golden(HERE / "golden" / file, text)
    assert all(text.endswith("\n") and "\x1b" not in text for text in files.values())


def test_csv_has_everybody() -> None:
    """A row for each student; a score is empty where there is none."""
    found = rows("csv")

    assert [row["status"] for row in found] == [
        "passed",
        "failed",
        "crashed",
        "missing",
        "failed",
        "failed",
    ]
    assert [row["score"] for row in found] == ["3", "1.8", "0", "", "1.5", "1.6667"]
    assert [row["attn"] for row in found] == ["2", "0.8", "0", "", "1.5", "0.6667"]
    assert {row["max"] for row in found} == {"3"}
    assert (found[1]["late"], found[1]["attempt"]) == ("yes", "3")
    assert found[1]["first problem"].startswith("attn: A transpose is missing: ")
    assert found[2]["first problem"] == "line 3: invalid syntax: `)` was never opened"
    assert found[3]["first problem"] == found[0]["first problem"] == ""


def test_csv_in_pandas() -> None:
    """Scores are numbers, and ids stay what they are."""
    frame = pd.read_csv(io.StringIO(SHEETS["csv"](six())["grades.csv"]), dtype={"id": str})

    assert list(frame["id"])[:4] == ["1001", "1002", "1003", "1004"]
    assert frame["score"].sum() == pytest.approx(7.9667)
    assert frame["score"].isna().sum() == 1


def test_an_exercise_called_as_a_column() -> None:
    """Two columns don't have one name."""
    asked = replace(six().exercises[0], id="max")
    cohort = replace(six(), exercises=(asked,))
    header = SHEETS["csv"](cohort)["grades.csv"].split("\n")[0].split(",")

    assert "max (exercise)" in header
    assert len(set(header)) == len(header)


def test_canvas_reads_points_and_ids() -> None:
    """The points come first; only a whole number is an id; nobody is taken for the points."""
    points, *students = rows("canvas")

    assert list(points) == ["Student", "ID", "SIS Login ID", "Section", "gradgrader (points)"]
    assert points["Student"].strip() == "Points Possible"
    assert points["gradgrader (points)"] == "3"
    assert [row["ID"] for row in students] == ["1001", "1002", "1003", "1004", "", ""]
    assert [row["SIS Login ID"] for row in students][4:] == ["emil", "../=cmd|x"]
    assert students[3]["gradgrader (points)"] == ""


def test_moodle_has_what_its_import_asks_for() -> None:
    """Without these columns the worksheet is refused; comments are HTML."""
    found = rows("moodle")

    assert {"Identifier", "Grade", "Last modified (grade)"} <= set(found[0])
    assert found[0]["Identifier"] == "Participant 1001"
    assert [row["Grade"] for row in found] == ["3", "1.8", "0", "", "1.5", "1.6667"]
    assert [row["Feedback comments"] == "" for row in found].index(True) == 3
    assert "<script" not in found[5]["Feedback comments"]
    assert "Prof. X" not in str(found)
    assert "· numeric: the slope is -2.34" in html.unescape(found[1]["Feedback comments"])


def test_gradescope_keeps_the_contract() -> None:
    """Each file is valid, in a folder that leads nowhere else; tests add up unless overridden."""
    files = SHEETS["gradescope"](six())
    results = [json.loads(text) for text in files.values()]

    for one in results:
        jsonschema.validate(one, RESULTS)
        assert one["score"] == pytest.approx(
            sum(test["score"] for test in one["tests"]), abs=1e-3
        ) or (one["extra_data"]["student"] == "emil")
    assert list(files)[:2] == ["1001/results.json", "1002/results.json"]
    assert [name for name in files if ".." in name or name.count("/") != 1] == []
    assert [test["status"] for test in results[1]["tests"]] == ["passed", "failed"]
    assert results[1]["tests"][1]["tags"] == ["attn", "failed", "transpose"]
    assert results[3]["output"] == "nothing was handed in"
    assert "Prof. X" not in "".join(files.values())


def test_json_says_everything() -> None:
    """It comes back as it went, hostile words too, and keeps its schema."""
    text = SHEETS["json"](six())["grades.json"]
    back = msgspec.json.decode(text, type=Document)
    schema = json_schema()
    golden(SCHEMA, json.dumps(schema, indent=2, ensure_ascii=False) + "\n")

    jsonschema.validate(json.loads(text), schema)
    assert back.version == 1
    assert back.standings == six().standings
    assert back.unknown == six().unknown
    assert "\u202e" not in text


@pytest.mark.parametrize("cohort", [six(), replace(six(), standings=())], ids=["six", "nobody"])
def test_junit_keeps_what_jenkins_takes(cohort: Cohort) -> None:
    """Elements, attributes and their order, by an XML schema; without anybody too."""
    XMLSchema(HERE / "junit.xsd").validate(SHEETS["junit"](cohort)["junit.xml"])


def test_junit_counts_and_bounds() -> None:
    """A suite each; a wrong answer is a failure, a crash an error; what was printed is cut."""
    root = ET.fromstring(SHEETS["junit"](six())["junit.xml"])
    suites = root.findall("testsuite")
    kinds = [[child.tag for child in case] for case in root.iter("testcase")]
    printed = [len(out.text or "") for out in root.iter("system-out")]

    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in suites][:2] == ["1001", "1002"]
    assert [len(suite.findall("testcase")) for suite in suites] == [2] * 6
    assert list(itertools.chain(*kinds)) == [
        *["failure", "error", "error", "skipped", "skipped"],
        *["failure", "failure", "error"],
    ]
    for name in ("tests", "failures", "errors"):
        assert root.get(name) == str(sum(int(suite.get(name, "")) for suite in suites))
    order = ["properties", "testcase", "testcase", "system-out"]
    assert {tuple(c.tag for c in s) for s in suites} <= {tuple(order), tuple(order[:3])}
    assert all(case.get("classname") and case.get("name") for case in root.iter("testcase"))
    assert 4000 < max(printed) < 4100


def test_markdown_renders_as_tables() -> None:
    """Everybody is in it, and no name is more than text."""
    text = SHEETS["markdown"](six())["grades.md"]
    page = MarkdownIt("commonmark").enable("table").render(text)
    tables = [part.partition("</table>")[0] for part in page.split("<table>")[1:]]

    assert [table.count("<tr>") for table in tables] == [3, 2, 3, 2, 7, 2, 3]
    assert "6 students: 1 passed, 3 failed, 1 crashed, 1 missing." in page
    assert "<script" not in page
    assert "<a " not in page
    assert "<code>" not in page
    assert "|`&lt;script&gt;alert(1)" in page
    assert "20 %</td>" in page
    assert HOSTILE not in text
