"""An answer beside the right one: how far off, where, and whether a plain pattern explains it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.exercises.derive import Expected
from gradgrader.exercises.tolerance import largest
from gradgrader.exercises.where import where

NOTHING = Expected(torch.zeros((), dtype=torch.float64), 0.0)


@dataclass(frozen=True, slots=True)
class Gap:
    """What separates an answer from the right one.

    `error` is the largest |difference| (None where there is nothing to subtract), `note` some words
    such as "always 0", `place` the entry at which they are furthest apart, as `[0, 1]`, `where`
    words for which entries are wrong, if not all are.
    """

    error: float | None
    tolerance: float
    note: str = ""
    place: str = ""
    expected: complex = 0.0
    actual: complex = 0.0
    where: str = ""

    @property
    def closed(self) -> bool:
        return self.error is not None and self.error <= self.tolerance

    @property
    def slight(self) -> bool:
        """Whether gradcheck's usual tolerance covers it: 1e-5 + 0.1 %."""
        bound = 1e-5 + 1e-3 * abs(self.expected)
        return self.error is not None and self.error <= bound

    def sentence(self, what: str) -> str:
        """`gradient of k is off by 0.31: at [0, 1] expected 0.74, got -0.31`."""
        if self.error is None:
            return f"{what} {self.note}"
        words = f"{what} is off by {self.error:.2g}"
        if self.note:
            words = f"{what} is {self.note}"
        at = f"at {self.place} " if self.place else ""
        which = f" ({self.where})" if self.where else ""
        expected, actual = told_apart(self.expected, self.actual)
        return f"{words}: {at}expected {expected}, got {actual}{which}"


def told_apart(one: complex, other: complex) -> tuple[str, str]:
    """Both numbers in as few digits as show that they differ, but six at least."""
    for digits in range(6, 17):
        texts = f"{one:.{digits}g}", f"{other:.{digits}g}"
        if texts[0] != texts[1]:
            return texts
    return repr(one), repr(other)


def gap(
    actual: Tensor | None, expected: Expected | None, beside: Tensor | None = None, name: str = ""
) -> Gap:
    """The distance of `actual` from `expected`; None on either side stands for zeros.

    `beside` is the input called `name` that a gradient belongs to.
    """
    if expected is None:
        if actual is None:
            return Gap(0.0, 0.0)
        expected = Expected(torch.zeros_like(actual), 0.0)
    right, tolerance = expected.value, expected.tolerance
    if actual is None:
        actual = torch.zeros_like(right)
    if words := _incomparable(actual, right):
        return Gap(None, tolerance, words)
    actual = actual.to(right.dtype)
    if actual.equal(right):
        return Gap(0.0, tolerance)
    difference = (actual - right).abs()
    if difference.numel() and (error := difference.max().item()) <= tolerance:
        return Gap(error, tolerance)
    difference[difference.isnan()] = torch.inf
    same = actual == right  # equal infinities differ by nan
    difference[same | (actual.isnan() & right.isnan())] = 0.0
    error = largest(difference)
    if error <= tolerance:
        return Gap(error, tolerance)
    index = torch.unravel_index(difference.argmax(), right.shape)
    place = f"[{', '.join(str(int(i)) for i in index)}]" if right.dim() else ""
    at = tuple(index)
    note = "" if right.is_complex() else _pattern(actual, expected)
    which = "" if note else where(difference > tolerance, beside, name)
    return Gap(error, tolerance, note, place, right[at].item(), actual[at].item(), which)


def _incomparable(actual: Tensor, right: Tensor) -> str:
    if actual.shape != right.shape:
        return f"has shape {tuple(actual.shape)}, expected {tuple(right.shape)}"
    if actual.is_complex() != right.is_complex() or actual.dtype == torch.bool:
        return f"is {str(actual.dtype).removeprefix('torch.')}"
    return ""


def _pattern(actual: Tensor, expected: Expected) -> str:
    """A pattern that holds for every entry within the tolerance, in words; or nothing."""
    right = expected.value
    if not bool(actual.isfinite().all()):
        return "" if not bool(right.isfinite().all()) else "not finite"
    if not bool(actual.any()):
        return "always 0"
    scale = largest(right)
    if not scale or not right.isfinite().all():
        return ""
    factor = float((actual.flatten() @ right.flatten()) / (right.flatten() @ right.flatten()))
    if largest(actual - factor * right) > max(expected.tolerance, 1e-12 * scale) * max(
        1.0, abs(factor)
    ):
        return ""
    for value, words in ((-1.0, "the right one with its sign flipped"),):
        if abs(factor - value) < 1e-9:  # noqa: PLR2004 - far above rounding, far below a mistake
            return words
    words = f"{factor:.6g}"
    return f"{words} times the right one" if right.numel() > 1 and words != "1" else ""
