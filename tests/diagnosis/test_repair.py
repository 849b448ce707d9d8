"""The line that is wrong, and what to write there."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest
from mending import mended, solution

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
    """What is computed in the loop would be of no use any more."""
    source = dedent(
        """
        import torch

        class Tanh(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                a = torch.tanh(x)
                ctx.save_for_backward(a)
                return a

            @staticmethod
            def backward(ctx, ga):
                (a,) = ctx.saved_tensors
                slope = 1 - a ** 2
                for i in range(a.shape[0]):
                    slope = slope + torch.sin(slope * i) * a[i] ** 3
                return ga * slope
        """
    )
    found = mended(source, "tanh", formulas=True)

    assert found.repairs
    assert found.best is None


def test_a_comment_and_a_way_of_writing_stay_as_they_are() -> None:
    """The change is in the learner's own text."""
    source = wrong("attn/save_output", ("torch.matmul(gx, k)", "(gx\n   @ k.t())  # größer als ½"))

    (before, after) = mended(source, "attn").patch.before, mended(source, "attn").patch.after

    assert (before, after) == ("   @ k.t())  # größer als ½", "   @ k)  # größer als ½")


HOSTILE = {
    "nested": "ga * " + "(" * 80 + "a" + ")" * 80 + " * " + "-" * 90 + "a",
    "long": "ga" + " + ga" * 5000,
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
