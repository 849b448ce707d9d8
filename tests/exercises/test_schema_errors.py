"""An error in an exercise file says where it is, and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from in_process import write_exercise

from gradgrader.errors import InvalidExercise
from gradgrader.exercises.catalogue import load_all

MINIMAL = """\
format: 1
id: twice
title: Twice
signature: x -> y
reference: |
  y = 2 * x
  return y
inputs:
  x: m n
"""
TWO = MINIMAL.replace("x -> y", "x, w -> y") + "  w: m n\n"
SQUARE = MINIMAL + "contract: [m = n]\n"


# what is wrong, the file, line, column, field, message, hint
WRONG = [
    ("top", MINIMAL + "titel: x\n", 10, 1, "titel", "there is no such field", "try title"),
    (
        "gradcheck",
        MINIMAL + "gradcheck: {rtoll: 1}\n",
        10,
        13,
        "gradcheck.rtoll",
        "there is no such field",
        "try rtol",
    ),
    (
        "inputs entry",
        TWO.replace("w: m n", "w: {shape: m n, domian: spd}"),
        10,
        19,
        "inputs.w.domian",
        "there is no such field",
        "try domain",
    ),
    (
        "lesson",
        MINIMAL + "lesson: {z: a word}\n",
        10,
        10,
        "lesson.z",
        "the reference has no such step",
        "try y",
    ),
    (
        "batch",
        MINIMAL + "batch: [z]\n",
        10,
        9,
        "batch[0]",
        "no input `z` carries a gradient",
        "try x",
    ),
    (
        "derivation",
        MINIMAL + "derivation: never\n",
        10,
        13,
        "derivation",
        "`never` is none of the values it can have",
        "",
    ),
    (
        "missing",
        MINIMAL.replace("title: Twice\n", ""),
        1,
        1,
        "",
        "the field `title` is missing",
        "",
    ),
    (
        "missing inside",
        TWO.replace("w: m n", "w: {domain: spd}"),
        10,
        3,
        "inputs.w",
        "has either a `shape` or `values`",
        "",
    ),
    (
        "a shape and values",
        TWO.replace("w: m n", "w: {shape: m n, values: [1]}"),
        10,
        3,
        "inputs.w",
        "has either a `shape` or `values`",
        "",
    ),
    (
        "no gradient anywhere",
        MINIMAL.replace("x: m n", "x: {shape: m n, domain: truths}"),
        8,
        1,
        "inputs",
        "none of them carries a gradient",
        "",
    ),
    (
        "an index into nothing",
        TWO.replace("w: m n", "w: {shape: k, below: p}"),
        10,
        24,
        "inputs.w.below",
        "no input has a dimension `p`",
        "try k, m, n",
    ),
    (
        "also without below",
        TWO.replace("w: m n", "w: {shape: k, also: [-1]}"),
        10,
        17,
        "inputs.w.also",
        "`also` goes with `below`",
        "",
    ),
    (
        "a value with a domain",
        TWO.replace("w: m n", "w: {values: [1], domain: spd}"),
        10,
        3,
        "inputs.w",
        "a plain value is no tensor",
        "",
    ),
    (
        "an output that is not there",
        MINIMAL + "plain_outputs: [z]\n",
        10,
        16,
        "plain_outputs",
        "the signature has no output `z`",
        "try y",
    ),
    (
        "no output with a gradient",
        MINIMAL + "plain_outputs: [y]\n",
        10,
        16,
        "plain_outputs",
        "leaves no output with a gradient",
        "",
    ),
    ("type", MINIMAL + "order: first\n", 10, 8, "order", "expected `int`, got `str`", ""),
    (
        "type inside",
        MINIMAL + "gradcheck:\n  eps: tiny\n",
        11,
        8,
        "gradcheck.eps",
        "expected `float`, got `str`",
        "",
    ),
    (
        "check",
        MINIMAL + "checks:\n  gradient: off\n",
        11,
        3,
        "checks.gradient",
        "there is no such check",
        "try gradients",
    ),
    (
        "demand",
        MINIMAL + "checks:\n  shapes: off\n  forward: sometimes\n",
        12,
        12,
        "checks.forward",
        "`sometimes` is none of the values it can have",
        "",
    ),
    (
        "size",
        MINIMAL + "cases:\n  - {m: 2, n: 300}\n",
        11,
        15,
        "cases[0].n",
        "expected `int` <= 64",
        "",
    ),
    (
        "dimension in cases",
        MINIMAL + "cases:\n  - {m: 2, n: 3}\n  - {m: 2, k: 3}\n",
        12,
        12,
        "cases[1].k",
        "no input has a dimension `k`",
        "try m, n",
    ),
    (
        "dimension in contract",
        MINIMAL + "contract: [m = k]\n",
        10,
        12,
        "contract[0]",
        "no input has a dimension `k`",
        "try m, n",
    ),
    (
        "contract broken",
        SQUARE + "cases:\n  - {m: 2, n: 3}\n",
        12,
        5,
        "cases[0]",
        "breaks the contract m = n",
        "move it to `beyond`",
    ),
    (
        "size missing",
        MINIMAL + "cases:\n  - {m: 2}\n",
        11,
        5,
        "cases[0]",
        "gives no size for `n`",
        "",
    ),
    (
        "no such input",
        MINIMAL + "  z: m\n",
        10,
        3,
        "inputs.z",
        "the signature has no such input",
        "try x",
    ),
    (
        "no shape",
        MINIMAL.replace("x -> y", "x, w -> y"),
        8,
        1,
        "inputs",
        "gives no shape for `w`",
        "",
    ),
    ("key twice", MINIMAL + "title: Again\n", 10, 1, "title", "stands here a second time", ""),
    (
        "name twice",
        MINIMAL.replace("x -> y", "x, x -> y"),
        4,
        12,
        "signature",
        "an input is named twice",
        "",
    ),
    (
        "keyword",
        MINIMAL.replace("x -> y", "x -> lambda"),
        4,
        12,
        "signature",
        "`lambda` can't name an output",
        "use a Python name",
    ),
    (
        "no Python",
        MINIMAL.replace("y = 2 * x", "y = = x"),
        5,
        12,
        "reference",
        "is not Python: invalid syntax (line 6)",
        "",
    ),
    (
        "no return",
        MINIMAL.replace("  return y\n", ""),
        5,
        12,
        "reference",
        "returns nothing",
        "",
    ),
    (
        "return of another",
        MINIMAL.replace("  return y\n", "  f = lambda: 1\n  def g():\n    return 1\n"),
        5,
        12,
        "reference",
        "returns nothing",
        "",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "field", "message", "hint"),
    [row[1:] for row in WRONG],
    ids=[row[0] for row in WRONG],
)
def test_error_says_where_and_what_was_meant(  # noqa: PLR0913, PLR0917 - a table has columns
    tmp_path: Path, text: str, line: int, column: int, field: str, message: str, hint: str
) -> None:
    """File, line, column, field, and the nearest right name."""
    write_exercise(tmp_path, text)
    with pytest.raises(InvalidExercise) as caught:
        load_all([tmp_path])
    error = caught.value

    path = str(tmp_path / "twice" / "exercise.yaml")
    told = (error.path, error.line, error.column, error.field, error.hint)
    assert told == (path, line, column, field, hint)
    place = f"{path}:{line}:{column}: "
    assert str(error) == place + (f"{field}: " if field else "") + message
