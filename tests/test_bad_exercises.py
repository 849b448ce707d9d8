"""An exercise that can't be used is told by file, line, column and field, with exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import MATMUL, write

EXERCISE = """\
format: 1
id: double
title: Twice as much
signature: x -> y
reference: |
  y = 2 * x
  return y
inputs:
  x: m n
"""
DOUBLE = """
    import torch

    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return 2 * x

        @staticmethod
        def backward(ctx, gy):
            return 2 * gy
"""
BEFORE_TORCH = {
    "malformed": (
        ("title: Twice", "title: [Twice"),
        ":4:10: is not YAML: did not find expected ',' or ']'",
        "",
    ),
    "unknown field": (
        ("title:", "titel:"),
        ":3:1: titel: there is no such field",
        "try title",
    ),
    "missing field": (("title: Twice as much\n", ""), ":1:1: the field `title` is missing", ""),
    "repeated field": (
        ("title:", "id: twice\ntitle:"),
        ":3:1: id: stands here a second time",
        "",
    ),
    "wrong type": (("format: 1", "format: one"), ":1:9: format: ", ""),
    "unknown input": (
        ("  x: m n", "  x: m n\n  z: m"),
        ":10:3: inputs.z: the signature has no such input",
        "try x",
    ),
    "no shape": (
        ("signature: x ->", "signature: x, w ->"),
        ":8:1: inputs: gives no shape for `w`",
        "",
    ),
    "unknown check": (
        ("inputs:", "checks: {gradchek: off}\ninputs:"),
        ":8:10: checks.gradchek: there is no such check",
        "try gradcheck",
    ),
    "syntax of the reference": (
        ("y = 2 * x", "y = 2 *"),
        ":5:12: reference: is not Python: invalid syntax (line 6)",
        "",
    ),
    "reference without return": (("  return y\n", ""), ":5:12: reference: returns nothing", ""),
    "id of another folder": (
        ("id: double", "id: triple"),
        ": id: is 'triple', but its folder is 'double'",
        "give both the same name",
    ),
}
WITH_TORCH = {
    "reference raises": (
        ("y = 2 * x", "y = 2 * z"),
        ":6: reference: raises NameError: name 'z' is not defined",
    ),
    "number of outputs": (
        ("return y", "return y, y"),
        ": reference: returns 2 values, but the signature promises 1 tensor (y)",
    ),
    "no tensor": (("return y", "return 1.0"), "float"),
}


def prepare(folder: Path, change: tuple[str, str]) -> Path:
    """An exercise `double` with one thing changed, and a right answer beside it."""
    assert change[0] in EXERCISE
    path = folder / "mine" / "double" / "exercise.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(EXERCISE.replace(*change), encoding="utf-8")
    write(folder, solution=DOUBLE)
    return path


def test_exercise_of_ones_own(gradgrader, tmp_path) -> None:
    """The exercise that the other tests break is right, and is answered."""
    prepare(tmp_path, ("m n", "m n"))
    ran = gradgrader("check", "solution.py", "--exercises", "mine", "-e", "double")

    assert ran.code == 0
    assert "1 of 1 passed" in ran.out


@pytest.mark.parametrize("fault", BEFORE_TORCH)
def test_exercise_file_that_is_wrong(
    fault: str, gradgrader, tmp_path: Path, without_torch: dict[str, str]
) -> None:
    """What the file alone shows is told without torch, at its place."""
    change, words, hint = BEFORE_TORCH[fault]
    prepare(tmp_path, change)
    ran = gradgrader("check", "solution.py", "--exercises", "mine", **without_torch)

    assert ran.code == 2
    assert f"gradgrader: error: mine/double/exercise.yaml{words}" in ran.err
    assert hint in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("fault", WITH_TORCH)
def test_reference_that_is_wrong(fault: str, gradgrader, tmp_path) -> None:
    """What only running shows is told at the line of the reference; nobody is graded by it."""
    change, words = WITH_TORCH[fault]
    prepare(tmp_path, change)
    ran = gradgrader("check", "solution.py", "--exercises", "mine", columns=200)

    assert ran.code == 2
    assert "mine/double/exercise.yaml" in ran.err
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert ran.out == ""


def test_exercise_that_is_not_utf8(gradgrader, tmp_path) -> None:
    """A file in latin-1 is told to be no UTF-8."""
    path = prepare(tmp_path, ("m n", "m n"))
    path.write_bytes(EXERCISE.replace("much", "möglich").encode("latin-1"))
    ran = gradgrader("check", "solution.py", "--exercises", "mine")

    assert ran.code == 2
    assert "mine/double/exercise.yaml: is not UTF-8" in ran.err


def test_empty_exercise_file(gradgrader, tmp_path) -> None:
    """An empty file is told to lack its fields."""
    prepare(tmp_path, (EXERCISE, "\n"))
    ran = gradgrader("check", "solution.py", "--exercises", "mine")

    assert ran.code == 2
    assert "mine/double/exercise.yaml:1: should be a mapping of fields" in ran.err


def test_folder_without_exercises(gradgrader, tmp_path) -> None:
    """--exercises of a folder that holds none is told, rather than ignored."""
    write(tmp_path / "mine", solution=MATMUL)
    ran = gradgrader("check", "mine/solution.py", "--exercises", "mine")

    assert ran.code == 2
    assert "mine" in ran.err
