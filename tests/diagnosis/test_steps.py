"""Steps of forward that are taken back as others: told in any exercise, and where they are not."""

# ruff: noqa: ARG004 - torch says which arguments there are

from __future__ import annotations

import pytest
import torch
from by_values import told
from in_process import tiny
from torch.autograd.function import Function

from gradgrader.model.exercise import Exercise

SIZES = "cases: [{m: 3, n: 4}, {m: 4, n: 3}, {m: 5, n: 2}]\n"
CENTRED = tiny(
    "x -> y",
    "{x: m n k}",
    "c = x - x.mean((0, 2), keepdim=True)\ny = c * torch.exp(c)\nreturn y",
    "cases: [{m: 2, n: 3, k: 2}, {m: 3, n: 2, k: 4}, {m: 2, n: 2, k: 3}]\n",
)
LARGEST = tiny("x -> y", "{x: m n}", "return x.amax(1)", SIZES)
SCAN = tiny("x -> y", "{x: m n}", "return x.cumsum(1)", SIZES)
LENGTH = tiny("x -> y", "{x: m n}", "return torch.linalg.vector_norm(x, dim=1)", SIZES)
VECTORS = tiny(
    "a -> p",
    "{a: {shape: n n, domain: symmetric}}",
    "w, v = torch.linalg.eigh((a + a.mT) / 2)\nreturn v**4",
    "cases: [{n: 3}, {n: 2}, {n: 4}]\n",
)


class Centred(Function):
    @staticmethod
    def forward(ctx, x):
        c = x - x.mean((0, 2), keepdim=True)
        ctx.save_for_backward(c)
        return c * torch.exp(c)

    @staticmethod
    def backward(ctx, g):
        (c,) = ctx.saved_tensors
        return g * (1 + c) * torch.exp(c)


class CentredOtherwise(Centred):
    @staticmethod
    def backward(ctx, g):
        (c,) = ctx.saved_tensors
        return g * torch.sin(c) + g.mean(1, keepdim=True) * c


class Largest(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.amax(1)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return (g / x.shape[1]).unsqueeze(1).expand(x.shape)


class LargestOtherwise(Largest):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g.unsqueeze(1) * torch.softmax(x, 1)


class Scan(Function):
    @staticmethod
    def forward(ctx, x):
        return x.cumsum(1)

    @staticmethod
    def backward(ctx, g):
        return g.cumsum(1)


class ScanCounted(Scan):
    @staticmethod
    def backward(ctx, g):
        return g * torch.arange(g.shape[1], 0, -1, dtype=g.dtype)


class ScanTurned(Scan):
    @staticmethod
    def backward(ctx, g):
        return g.flip(1).cumsum(1)


class ScanOtherwise(Scan):
    @staticmethod
    def backward(ctx, g):
        return g.cumsum(1) + g


class Length(Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.vector_norm(x, dim=1)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, g):
        x, _ = ctx.saved_tensors
        return 2 * g.unsqueeze(1) * x


class LengthOtherwise(Length):
    @staticmethod
    def backward(ctx, g):
        x, y = ctx.saved_tensors
        return g.unsqueeze(1) * x / (y.unsqueeze(1) + 1)


class Vectors(Function):
    ONES = 1

    @staticmethod
    def forward(ctx, a):
        w, v = torch.linalg.eigh((a + a.mT) / 2)
        ctx.save_for_backward(w, v)
        return v**4

    @classmethod
    def backward(cls, ctx, g):
        w, v = ctx.saved_tensors
        gap = w - w.unsqueeze(-1) + cls.ONES * torch.eye(len(w))
        s = v @ (v.mT @ (4 * v**3 * g) / gap) @ v.mT
        return (s + s.mT) / 2


class VectorsOtherwise(Vectors):
    ONES = 2


CASES = [
    (CENTRED, Centred, "dropped-cotangent", "`mean` seems to be taken for a constant"),
    (LARGEST, Largest, "wrong-derivative", "that of the mean, and not that of `amax`"),
    (SCAN, Scan, "direction", "the same way once more, or back"),
    (SCAN, ScanCounted, "wrong-order", "multiply each with its slope"),
    (SCAN, ScanTurned, "direction", "turned back"),
    (LENGTH, Length, "missing-chain-factor", "takes a root"),
    (VECTORS, Vectors, "wrong-derivative", "eigenvector seems to change its length"),
]


@pytest.mark.parametrize(("exercise", "function", "code", "words"), CASES)
def test_step_is_told(exercise: Exercise, function: type, code: str, words: str) -> None:
    """In exercises that nobody wrote rules for."""
    assert words in told(exercise, function)[code]


def test_factor_is_told_as_what_forward_computes() -> None:
    """The length is one of its values; the 2 is told as well."""
    assert told(LENGTH, Length)["scaled"] == (
        "Your gradient of `x` is the right one times `y`, times 2."
    )


SILENT = [
    (CENTRED, CentredOtherwise),
    (LARGEST, LargestOtherwise),
    (SCAN, ScanOtherwise),
    (LENGTH, LengthOtherwise),
    (VECTORS, VectorsOtherwise),
]


@pytest.mark.parametrize(("exercise", "function"), SILENT)
def test_what_is_no_step_is_told_by_its_numbers_alone(exercise: Exercise, function: type) -> None:
    """A formula that is nobody's: no rule is named for it."""
    assert set(told(exercise, function)) <= {"wrong-gradient", "only-for-small"}
