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
SETTLED = tiny(
    "c, x -> y",
    "{c: {shape: n, domain: positive}, x: n}",
    "with torch.no_grad():\n  y = torch.linalg.solve(torch.diag(1 + c), x)\n"
    "for _ in range(2):\n  off = x - c * y - y\n"
    "  y = y + torch.linalg.solve(torch.diag(1 + c), off)\nreturn y",
    "cases: [{n: 3}, {n: 4}, {n: 2}]\n",
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


class Settled(Function):
    @staticmethod
    def forward(ctx, c, x):
        y = x / (1 + c)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return -g * y, g


class SettledOtherwise(Settled):
    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return -g * y, g.cumsum(0)


def test_what_is_taken_for_a_constant_in_every_round_has_its_word() -> None:
    """As it has in a forward without a loop."""
    words = told(WEIGHED, Weighed)["dropped-cotangent"]

    assert words.startswith("`sum` seems to be taken for a constant on the way back.")


def test_what_no_round_makes_is_told_by_its_numbers_alone() -> None:
    """A formula that grows with the inputs as the right one does."""
    assert set(told(WEIGHED, WeighedOtherwise)) <= {"wrong-gradient", "only-for-small"}


def test_equations_that_are_not_solved_on_the_way_back_have_their_word() -> None:
    """Of a forward that goes on until nothing moves: its last round has the whole derivative."""
    words = told(SETTLED, Settled)["missing-chain-factor"]

    assert words.startswith("Forward solves equations, and the way back seems to jump over that.")


def test_equations_of_nobody_are_not_asked_for() -> None:
    """One gradient jumps over them, and the other one is something else."""
    assert "missing-chain-factor" not in told(SETTLED, SettledOtherwise)
