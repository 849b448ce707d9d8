"""The line that is wrong, and what to write there."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXERCISES
from handed_in import notebook
from mending import mended, solution

from gradgrader.grading.grade import Grader
from gradgrader.model.result import Diagnosis, Fix, Location
from gradgrader.submissions.read import read

GOLDEN = Path(__file__).parents[1] / "golden" / "repairs.txt"

# what a learner wrote instead of what stands in a right solution
TYPICAL = {
    "attn/save_output": [
        ("gx.transpose(0, 1), q", "gx, q"),
        ("v.transpose(0, 1)", "v"),
        ("a.transpose(0, 1), go", "go, a.transpose(0, 1)"),
        ("1 - a * a", "1 + a * a"),
        ("1 - a * a", "1 - a"),
        ("1 - a * a", "a * a - 1"),
        ("1 - a * a", "1 - x * x"),
        ("ga + torch.matmul(go, v.transpose(0, 1))", "torch.matmul(go, v.transpose(0, 1))"),
        ("ga + torch", "ga - torch"),
        ("ga + torch", "ga * torch"),
        ("ga_total * (1 - a * a)", "ga_total"),
        ("ga_total * (1 - a * a)", "(1 - a * a)"),
        ("ga_total * (1 - a * a)", "ga_total @ (1 - a * a)"),
        ("ga_total * (1 - a * a)", "ga_total * 1 - a * a"),
        ("ga_total * (1 - a * a)", "ga * (1 - a * a)"),
        ("torch.matmul(gx, k)", "torch.matmul(gx, q)"),
        ("torch.matmul(gx, k)", "torch.matmul(gx, k).abs()"),
        ("torch.matmul(gx, k)", "gx * k"),
        ("torch.matmul(gx, k)", "2 * torch.matmul(gx, k)"),
        ("return gq, gk, gv", "return gk, gq, gv"),
        ("return gq, gk, gv", "return gq, gk, None"),
        ("return gq, gk, gv", "return gq, gk"),
        ("q, k, v, a = ctx", "k, q, v, a = ctx"),
        ("save_for_backward(q, k, v, a)", "save_for_backward(q, k, v, x)"),
        ("backward(ctx, go, ga)", "backward(ctx, ga, go)"),
    ],
    "attn/einsum": [("ij,ip->jp", "ij,jp->ip"), ("ij,jd->id", "ij,id->jd")],
    "tanh/cosh": [("cosh(x) ** 2", "cosh(x)")],
}
SAVED = """
import torch

class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        turned = a.t()
        doubled = 2 * turned
        ctx.save_for_backward(doubled, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        doubled, v = ctx.saved_tensors
        return go @ v.t(), doubled @ go / 2
"""
BOTH = (("1 - a * a", "1 + a * a"), ("gx.transpose(0, 1), q", "gx, q"))


def wrong(name: str, *changes: tuple[str, str]) -> str:
    """A solution with mistakes."""
    source = solution(name)
    for right, mistake in changes:
        assert right in source, (name, right)
        source = source.replace(right, mistake)
    return source


def test_typical_mistakes_are_mended() -> None:
    """What is said of each is in tests/golden/repairs.txt."""
    told = "\n".join(
        f"{name}: {mistake}\n{mended(wrong(name, (right, mistake)), name.split('/')[0])}"
        for name, changes in TYPICAL.items()
        for right, mistake in changes
    )

    assert told == GOLDEN.read_text(encoding="utf-8")


def test_two_mistakes_are_mended_one_after_the_other() -> None:
    """The second shows only when the first is gone."""
    found = mended(wrong("attn/save_output", *BOTH), "attn", most=4_000)

    assert [edit.kind for edit in found.best.edits] == ["sign", "missing-transpose"]
    assert ast.dump(ast.parse(found.patch.source)) == ast.dump(
        ast.parse(solution("attn/save_output"))
    )


def test_a_way_around_the_mistake_is_no_repair() -> None:
    """With a formula in the return, `slope` would be of no use any more."""
    strange = ("ga * (1 - a * a)", "ga * slope(a)")
    helper = "def slope(a):\n    return torch.sin(3 * a) + torch.erf(a)\n\n\nclass"
    source = wrong("tanh/save_output", strange, ("class", helper))
    found = mended(source, "tanh", formulas=True)

    assert [repair.around for repair in found.repairs] == [True] * len(found.repairs)
    assert found.repairs


def test_what_makes_a_value_plain_ones_is_no_repair() -> None:
    """`a.abs()` is at most 1, and limited from below it is nothing but ones: a factor to drop."""
    formula = "share = (a.abs() + 1).clamp(min=1)\n        return ga * (1 - a * a) / share"
    source = wrong("tanh/save_output", ("return ga * (1 - a * a)", formula))
    found = mended(source, "tanh")

    assert [edit.kind for edit in found.best.edits] == ["extra-factor"]
    assert "return ga * (1 - a * a)\n" in found.patch.source
    assert any(repair.around for repair in found.repairs)


def test_a_comment_and_a_way_of_writing_stay_as_they_are() -> None:
    """The change is in the learner's own text."""
    source = wrong("attn/save_output", ("torch.matmul(gx, k)", "(gx\n   @ k.t())  # größer als ½"))

    (before, after) = mended(source, "attn").patch.before, mended(source, "attn").patch.after

    assert (before, after) == ("   @ k.t())  # größer als ½", "   @ k)  # größer als ½")


def test_a_call_without_arguments_is_nothing_to_turn() -> None:
    """`with torch.no_grad():` around the formula is no reason to give up."""
    grad = "ga * (1 - a * a)"
    block = f"        with torch.no_grad():\n            gx = {grad.replace('-', '+')}\n"
    source = wrong("tanh/save_output", (f"        return {grad}", f"{block}        return gx"))

    assert "1 - a * a" in mended(source, "tanh").patch.after


HOSTILE = {
    "nested": "ga * " + "(" * 80 + "a" + ")" * 80 + " * " + "-" * 90 + "a",
    "long": f"ga * [{'a, ' * 2000}][0]",
}


@pytest.mark.parametrize("formula", HOSTILE.values(), ids=HOSTILE)
def test_what_can_not_be_taken_apart_is_left_alone(formula: str) -> None:
    """Nothing is said, and nothing is tried."""
    source = wrong("tanh/save_output", ("ga * (1 - a * a)", formula))

    assert mended(source, "tanh").tried == 0


def test_a_class_without_a_text_is_left_alone() -> None:
    """One that a call makes, or exec."""
    made = f"scope = {{}}\nexec({solution('tanh/save_output')!r}, scope)\nTanh = scope['Tanh']\n"

    assert mended(made, "tanh").tried == 0


def diagnoses(grader: Callable[..., Grader], path: Path, **options: object) -> dict[str, Diagnosis]:
    """What a file's only grade says, by code."""
    (grade,) = grader(**options).grade(read(path)).grades
    return {one.code: one for one in grade.diagnoses}


WITH_MASKS = {
    "where/mistakes/branches_swapped": "swapped-returns",
    "embedding/mistakes/added_once": "overwritten",
    "cumsum/mistakes/not_reversed": "direction",
}


@pytest.mark.parametrize("name", WITH_MASKS)
def test_masks_and_indices_are_the_same_for_every_version(
    grader: Callable[..., Grader], name: str
) -> None:
    """Numbers are held against a reference that was given the same mask as the learner."""
    found = diagnoses(grader, EXERCISES / f"{name}.py", hints=3)

    assert found[WITH_MASKS[name]].locations


def test_of_two_mistakes_everything_is_about_the_first(
    grader: Callable[..., Grader], tmp_path: Path
) -> None:
    """The sentence, the example and the kind; each factor is told, and not that they vary."""
    path = tmp_path / "two.py"
    path.write_text(wrong("matmul/plain", ("return gq, gk", "return gq * 3, gk * 5")))
    numbers, question = diagnoses(grader, path, exercises=("matmul",), hints=2).values()

    assert numbers.message.startswith("Your gradient of `q` is 3 times the right one.")
    assert numbers.counterexample.of == "q"
    assert question.code == "factor"


def test_a_fix_is_written_at_the_last_level_only(
    grader: Callable[..., Grader], tmp_path: Path
) -> None:
    """In a notebook, with the cell; level 3 names the line."""
    path = tmp_path / "w.ipynb"
    path.write_text(notebook("x = 1", wrong("matmul/plain", ("gx @ k", "gx @ k.t()"))))
    where, write = (
        diagnoses(grader, path, exercises=("matmul",), hints=level)["extra-transpose"]
        for level in (3, 4)
    )

    assert where.locations == write.locations == (Location(line=13, cell=2),)
    assert where.fix is None
    assert write.fix == Fix(
        line=13, cell=2, before="        gq = gx @ k.t()", after="        gq = gx @ k"
    )


def test_a_saved_intermediate_is_computed_again(
    grader: Callable[..., Grader], tmp_path: Path
) -> None:
    """After the fix second derivatives are right."""
    path = tmp_path / "saved.py"
    path.write_text(SAVED)
    fix = diagnoses(grader, path, exercises=("matmul_nn",), hints=4)["saved-intermediate"].fix

    assert fix.after.split("\n")[0].strip() == "ctx.save_for_backward(v, a)"
    assert "        turned = a.t()" in fix.after.split("\n")
