"""The main job, end to end: one operation changed anywhere is found, and its block is named."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from conftest import ROOT

from gradgrader.model.result import Status

NOTEBOOK = ROOT / "examples" / "week1.ipynb"
# (exercise, text in that cell, what it becomes, blocks that turn wrong; none: forward says it)
CHANGES = [
    ("matmul", "return gx @ k, gx.t() @ q", "return gx @ k, -(gx.t() @ q)", ["x->k"]),
    ("matmul", "return gx @ k, gx.t() @ q", "return gx @ k, gx @ q", ["x->k"]),
    ("matmul", "return gx @ k, gx.t() @ q", "return gx @ q, gx.t() @ q", ["x->q"]),
    ("matmul", "return q @ k.t()", "return q * 2 @ k.t()", []),
    ("tanh", "ga * (1 - a * a)", "ga * (1 + a * a)", ["a->x"]),
    ("tanh", "ga * (1 - a * a)", "ga + (1 - a * a)", ["a->x"]),
    ("tanh", "ga * (1 - a * a)", "ga * (1 - a)", ["a->x"]),
    ("tanh", "a = torch.tanh(x)", "a = torch.sigmoid(x)", []),
    ("matmul_nn", "go @ v.t(), a.t() @ go", "go @ v.t(), a @ go", ["o->v"]),
    ("matmul_nn", "go @ v.t(), a.t() @ go", "go @ v.t() / 2, a.t() @ go", ["o->a"]),
    ("attn", "ga = ga + go @ v.t()", "ga = go @ v.t()", ["a->q", "a->k"]),
    ("attn", "ga = ga + go @ v.t()", "ga = ga - go @ v.t()", ["o->q", "o->k"]),
    ("attn", "- torch.tanh(x) ** 2", "- torch.tanh(x)", ["o->q", "o->k", "a->q", "a->k"]),
    ("attn", "return gx @ k, gx.t() @ q, gv", "return gx @ k, gx @ q, gv", ["o->k", "a->k"]),
    ("attn", "gv = a.t() @ go", "gv = a @ go", ["o->v"]),
    ("attn", "return o, a\n", "return o, a * 1.001\n", []),
]


@pytest.mark.parametrize("change", CHANGES)
def test_one_operation_changed(change, tmp_path: Path, grade) -> None:
    """The changed Function fails and names its blocks; the other three still pass."""
    exercise, before, after, blocks = change
    book = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    number = {"matmul": 2, "tanh": 4, "matmul_nn": 6, "attn": 8}[exercise]
    source = "".join(book["cells"][number]["source"])
    changed = source.replace(before, after)
    book["cells"][number]["source"] = changed
    path = tmp_path / "changed.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    report = grade(path, exercises=("matmul", "tanh", "matmul_nn", "attn"))
    grades = {one.exercise: one for one in report.grades}

    assert changed != source
    assert report.status is Status.FAILED
    assert {one.exercise for one in report.grades if one.status is Status.PASSED} == {
        "matmul",
        "tanh",
        "matmul_nn",
        "attn",
    } - {exercise}
    wrong = [f"{b.output}->{b.input}" for b in grades[exercise].blocks if b.status is Status.FAILED]
    assert wrong == blocks
    if not blocks:
        assert grades[exercise].check("forward").status is Status.FAILED


def test_notebook_passes_and_is_told_of_its_second_derivatives(grade) -> None:
    """All four pass; only the attention's second derivatives are wrong, with line and tensor."""
    report = grade(NOTEBOOK)
    told = {one.exercise: [d.code for d in one.diagnoses] for one in report.grades}
    attn = report.grades[-1]

    assert report.status is Status.PASSED
    assert told == {"matmul": [], "tanh": [], "matmul_nn": [], "attn": ["saved-intermediate"]}
    assert attn.check("second-order").code == "silently-wrong"
    assert "`x` is computed inside forward and saved" in attn.diagnoses[0].message
    assert str(attn.diagnoses[0].locations[0]) == "cell 9, line 7"


def test_example_is_a_right_program() -> None:
    """The file of the README's first screen runs by itself, and gradcheck accepts it."""
    source = (ROOT / "examples" / "attention.py").read_text(encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    backward = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef) and node.name == "backward"
    )
    lines = source.split("\n")[backward.lineno - 2 : backward.end_lineno]

    assert len(lines) == 6
    assert "\n".join(lines) in readme
