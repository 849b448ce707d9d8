"""Mistakes in the rounds of a loop of forward, told by their numbers, and where they are not."""

from __future__ import annotations

from by_values import told
from in_process import tiny
from torch.autograd.function import Function

SIZES = "cases: [{m: 3, n: 4}, {m: 4, n: 3}, {m: 5, n: 2}]\n"
WEIGHED = tiny(
    "x -> y",
    "{x: m n}",
    "for _ in range(2):\n  x = x * x.sum(1, keepdim=True)\nreturn x",
    SIZES,
)


class Weighed(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        for _ in range(2):
            x = x * x.sum(1, keepdim=True)
        return x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        for _ in range(2):
            total = x.sum(1, keepdim=True)
            x, g = x * total, g * total
        return g


class WeighedOtherwise(Weighed):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g.sum(1, keepdim=True) * x.pow(3)


def test_what_is_taken_for_a_constant_in_every_round_has_its_word() -> None:
    """As it has in a forward without a loop."""
    words = told(WEIGHED, Weighed)["dropped-cotangent"]

    assert words.startswith("`sum` seems to be taken for a constant on the way back.")


def test_what_no_round_makes_is_told_by_its_numbers_alone() -> None:
    """A formula that grows with the inputs as the right one does."""
    assert set(told(WEIGHED, WeighedOtherwise)) <= {"wrong-gradient", "only-for-small"}
