"""`gradgrader export gradescope`: the zip, unpacked and run as Gradescope does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import COMMAND, EXERCISES, ROOT, TESTS
from in_process import write_exercise

RESULTS = json.loads((TESTS / "sheets" / "gradescope.schema.json").read_text(encoding="utf-8"))
HIDDEN = """format: 1
id: twice
title: Twice
signature: x -> y
reference: |
  return 2 * x
inputs:
  x: m n
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like /autograder, with the zip of an exercise of ours and one of a course."""
    home = tmp_path_factory.mktemp("autograder")
    exercise = write_exercise(home / "course", HIDDEN)
    (exercise.parent / "solutions").mkdir()
    (exercise.parent / "solutions" / "plain.py").write_text("# the answer\n", encoding="utf-8")
    options = ["-e", "tanh", "-e", "twice", "--exercises", "course"]
    for name in ("autograder.zip", "again.zip"):
        subprocess.run(
            [*COMMAND, "export", "gradescope", *options, "--output", name],
            cwd=home,
            check=True,
            capture_output=True,
        )
    with zipfile.ZipFile(home / "autograder.zip") as archive:
        for info in archive.infolist():
            Path(archive.extract(info, home / "source")).chmod(info.external_attr >> 16 & 0o777)
    return home


def run(home: Path, python: str = sys.executable) -> tuple[dict[str, Any], str]:
    """The results of what is in `home`/submission, and what instructors see."""
    done = subprocess.run(
        [home / "source" / "run_autograder"],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "AUTOGRADER": str(home), "AUTOGRADER_PYTHON": python},
    )
    results = json.loads((home / "results" / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(results, RESULTS)
    return results, done.stdout + done.stderr


def test_zip_is_the_same_each_time_and_holds_no_answers(home: Path) -> None:
    """Equal bytes; scripts that may be run, pinned versions, exercises, nothing to copy from."""
    path = home / "autograder.zip"
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        may_run = {i.filename for i in archive.infolist() if i.external_attr >> 16 & 0o111}
        pins = archive.read("requirements.txt").decode().split()

    assert path.read_bytes() == (home / "again.zip").read_bytes()
    assert may_run == {"setup.sh", "run_autograder"}
    assert "exercises/twice/exercise.yaml" in names
    assert "gradgrader/exercises/shipped/tanh/exercise.yaml" in names
    assert "gradgrader/report/_page/page.css" in names
    answers = {"solutions", "mistakes", "equivalent.yaml", "__pycache__"}
    assert [n for n in names if answers.intersection(n.split("/"))] == []
    assert {pin.partition("==")[0] for pin in pins} >= {"torch", "msgspec", "typer"}
    assert all("==" in pin and "+" not in pin for pin in pins)


def test_setup_is_a_script_that_bash_reads(home: Path) -> None:
    """It is run on Gradescope only; here each line parses, and it pins what it installs."""
    script = home / "source" / "setup.sh"
    subprocess.run(["bash", "-n", script], check=True)

    assert '--requirement "$home/source/requirements.txt"' in script.read_text(encoding="utf-8")


def test_submission_gets_its_results(home: Path) -> None:
    """Points for what is right, none for what is missing; the verdict is that of the zip's code."""
    (home / "submission").mkdir()
    shutil.copy(EXERCISES / "tanh" / "solutions" / "factored.py", home / "submission")
    results, said = run(home)

    assert results["score"] == 1
    assert [(t["name"], t["score"], t["max_score"]) for t in results["tests"]] == [
        ("Hyperbolic tangent", 1, 1),
        ("Twice", 0, 1),
    ]
    assert "Twice" not in results["output"]
    assert results["extra_data"]["isolation"] in said
    assert re.search(r"seed \d{5,}, ", said)  # drawn, and told to nobody else
    assert "seed" not in results["extra_data"]


def test_nothing_to_grade_is_the_students_matter(home: Path) -> None:
    """A folder with nothing in it: 0 points, and why."""
    results, _ = run(empty(home))

    assert results["score"] == 0
    assert results["output"] == "holds no .py file and no notebook"
    assert {test["status"] for test in results["tests"]} == {"failed"}


def empty(home: Path) -> Path:
    """The same autograder, with a submission that is an empty folder."""
    other = home / "other"
    (other / "submission").mkdir(parents=True, exist_ok=True)
    if not (other / "source").exists():
        (other / "source").symlink_to(home / "source")
    return other


FAULTS = {
    "settings": ("missing required field", "Traceback"),
    "exercise": ("there is no exercise 'twicf'\ntry twice", "Traceback"),
    "python": ("ended with 127", "No such file"),
}


@pytest.mark.parametrize("broken", FAULTS)
def test_a_fault_of_the_tool_is_told_to_the_instructor(broken: str, home: Path) -> None:
    """Students read that it is not theirs; what it is stands where only instructors look."""
    where = home / broken
    shutil.copytree(home / "source", where / "source")
    (where / "submission").mkdir()
    settings = where / "source" / "settings.json"
    if broken == "settings":
        settings.write_text("{}", encoding="utf-8")
    if broken == "exercise":
        text = settings.read_text(encoding="utf-8").replace('"twice"', '"twicf"')
        settings.write_text(text, encoding="utf-8")
    results, said = run(where, "/nowhere/python" if broken == "python" else sys.executable)
    (told,) = results["tests"]
    why, logged = FAULTS[broken]

    assert results["score"] == 0
    assert "no fault of yours" in results["output"]
    assert results["stdout_visibility"] == told["visibility"] == "hidden"
    assert why in told["output"]
    assert logged in said


def test_nothing_of_the_checkout_is_needed(home: Path) -> None:
    """What runs is what was packed."""
    code = "import gradgrader; print(gradgrader.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=home,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(home / "source")},
    )

    assert done.stdout.strip() == str(home / "source" / "gradgrader" / "__init__.py")
    assert str(ROOT) not in done.stdout


def test_what_comes_before_is_packed_too(exercises) -> None:
    """An exercise that names others in `after` can't be read where these are not."""
    from gradgrader.exercises.catalogue import find, with_those_before

    packed = with_those_before(exercises, [find(exercises, "attn")])

    assert [one.id for one in packed] == ["matmul", "tanh", "matmul_nn", "attn"]
