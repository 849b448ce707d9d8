"""What stands in the docs about other platforms, editors and notebooks is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as reader
from click.testing import CliRunner
from conftest import EXERCISES, ROOT

MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")
EXAMPLE = ROOT / "examples" / "nbgrader.ipynb"


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


def test_inputs_of_the_action_are_those_of_the_docs() -> None:
    """The page lists each of them, and each output."""
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    text = page("ci")
    table = text.partition("| input |")[2]
    listed = re.findall(r"^\| ((?:`[\w-]+`(?:, )?)+) \|", table, re.MULTILINE)

    assert {name for row in listed for name in re.findall(r"[\w-]+", row)} == set(action["inputs"])
    assert [name for name in action["outputs"] if f"`{name}`" not in text] == []


def test_editors_find_the_schema_of_every_exercise() -> None:
    """The line on top leads to the schema, whose name is the one in the docs, and which fits."""
    paths = sorted(EXERCISES.glob("*/exercise.yaml"))
    lines = {path: MODELINE.match(path.read_text(encoding="utf-8")) for path in paths}
    assert all(lines.values())
    (schema,) = {(path.parent / line[1]).resolve() for path, line in lines.items() if line}
    done = CliRunner().invoke(reader, ["--schemafile", str(schema), *map(str, paths)])

    assert schema == ROOT / "docs" / "schema" / "exercise.schema.json"
    assert f"`{json.loads(schema.read_text(encoding='utf-8'))['$id']}`" in page("editors")
    assert done.exit_code == 0, done.output


def test_cell_of_the_notebook_asks_gradgrader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """In Jupyter it ends with the points; where gradgrader reads it, it asks nobody again.

    What is right says nothing, though a line was skipped: Otter compares all that a test prints.
    """
    monkeypatch.chdir(tmp_path)
    book = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    cells = book["cells"]
    cells[1]["source"].insert(0, "%matplotlib inline\n")
    (tmp_path / EXAMPLE.name).write_text(json.dumps(book), encoding="utf-8")
    (cell,) = (one for one in cells if one["metadata"]["nbgrader"]["grade"])
    source = "".join(cell["source"])
    definitions, _, last = source.rpartition("\n")
    here: dict[str, object] = {}
    jupyter: dict[str, object] = {"get_ipython": None}
    for names in (here, jupyter):
        exec(definitions, names)

    assert cell["metadata"]["nbgrader"]["points"] == 1
    assert eval(last, here) == 0
    assert eval(last, jupyter) == 1
    assert capfd.readouterr().out == ""
