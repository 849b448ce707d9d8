"""What is no exercise file at all is refused with a place, and the JSON Schema agrees."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import EXERCISES
from in_process import write_exercise

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.catalogue import load_all
from gradgrader.exercises.document import Document
from gradgrader.exercises.schema import json_schema

MINIMAL = (
    "format: 1\nid: twice\ntitle: Twice\nsignature: x -> y\n"
    "reference: return 2 * x\ninputs: {x: m n}\n"
)
SHIPPED = sorted(EXERCISES.glob("*/exercise.yaml"))


def refused(folder: Path, text: str | bytes, name: str = "twice") -> InvalidExercise:
    write_exercise(folder, text, name)
    with pytest.raises(InvalidExercise) as caught:
        load_all([folder])
    return caught.value


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- a\n- b\n", "just words\n"])
def test_what_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    """An empty file, a list or a text holds no fields."""
    error = refused(tmp_path, text)

    assert str(error) == f"{error.path}:1: should be a mapping of fields"


def test_broken_yaml_is_refused_where_it_breaks(tmp_path: Path) -> None:
    """YAML's own words, with line and column."""
    error = refused(tmp_path, MINIMAL + "names: [a\ngroup: b\n")

    assert (error.line, error.column) == (8, 6)
    assert "is not YAML: " in str(error)


def test_two_documents_are_refused(tmp_path: Path) -> None:
    """A file holds one exercise."""
    error = refused(tmp_path, f"{MINIMAL}---\n{MINIMAL}")

    assert error.line == 7
    assert "is not YAML: " in str(error)


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    """A file in Latin-1 is told to be no UTF-8."""
    error = refused(tmp_path, MINIMAL.encode() + b"group: caf\xe9\n")

    assert str(error) == f"{error.path}: is not UTF-8"


@pytest.mark.parametrize("text", ["? [a, b]\n: 1\n", "? {a: b}\n: 1\n", "group: &a [*a]\n"])
def test_odd_yaml_is_refused(tmp_path: Path, text: str) -> None:
    """Keys that are lists, and nodes that hold themselves, are no reason to break down."""
    error = refused(tmp_path, MINIMAL + text)

    assert error.path.endswith("exercise.yaml")


def test_missing_file_is_refused(tmp_path: Path) -> None:
    """The system's own words for a file that isn't there."""
    with pytest.raises(InvalidExercise) as caught:
        Document(tmp_path / "exercise.yaml")

    assert str(caught.value) == f"{tmp_path / 'exercise.yaml'}: No such file or directory"


def test_id_and_folder_must_agree(tmp_path: Path) -> None:
    """An exercise is found by its folder, so both go by one name."""
    error = refused(tmp_path, MINIMAL, "double")

    assert str(error) == f"{error.path}: id: is 'twice', but its folder is 'double'"
    assert error.hint == "give both the same name"


def test_key_repeated_inside_is_refused(tmp_path: Path) -> None:
    """YAML would take the last one without a word."""
    error = refused(tmp_path, MINIMAL + "checks:\n  shapes: off\n  shapes: required\n")

    assert (error.line, error.column) == (9, 3)
    assert "stands here a second time" in str(error)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_json_schema_accepts_shipped_exercises(path: Path) -> None:
    """Editors that use the schema find nothing wrong with our own files."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    errors = list(jsonschema.Draft202012Validator(json_schema()).iter_errors(content))

    assert errors == []


@pytest.mark.parametrize(
    "change",
    [{"titel": "x"}, {"format": 2}, {"inputs": {}}, {"id": "Not a name"}, {"points": 0}],
    ids=str,
)
def test_json_schema_rejects_what_loading_refuses(tmp_path: Path, change: dict) -> None:
    """The schema that editors use is the one that we hold a file to."""
    content = {**yaml.safe_load(MINIMAL), **change}
    schema = jsonschema.Draft202012Validator(json_schema())

    assert not schema.is_valid(content)
    assert schema.is_valid(yaml.safe_load(MINIMAL))
    refused(tmp_path, yaml.safe_dump(content))
