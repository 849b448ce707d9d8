"""Kinks, told from values alone, and the slopes on either side of a point.

With s+(h) and s-(h) the slopes of phi to the right and to the left of 0 over a distance h, the gap
|s+ - s-| shrinks like h where phi is smooth (h |phi''|), stays where it has a kink, grows like
h^(-1/2) at the end of a square root and like 1/h at a jump. Its ratio from h to h/4 is therefore
4, 1, 1/2 or 1/4; the limits below are the geometric means between them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise
from statistics import median

import torch
from torch import Tensor

from gradgrader.exercises.tolerance import UNIT

START, SHRINK, ROWS = 1e-2, 4.0, 5
NOISE = 8.0
STEP = 1e-6


class Kind(StrEnum):
    """What a function of one number does at 0."""

    SMOOTH = "smooth"
    KINK = "kink"
    EDGE = "edge"
    JUMP = "jump"


def kind(phi: Callable[[float], float]) -> Kind:
    """Whether phi has a derivative at 0, judged by how its one-sided slopes approach each other."""
    here = phi(0.0)
    gaps, height = [], abs(here)
    for row in range(ROWS):
        h = START / SHRINK**row
        right, left = phi(h), phi(-h)
        height = max(height, abs(right), abs(left))
        gap = abs((right - here) / h - (here - left) / h)
        if gap <= NOISE * UNIT * height / h:
            return Kind.SMOOTH  # as straight as rounding lets it be
        gaps.append(gap)
    ratio = median(wide / narrow for wide, narrow in pairwise(gaps))
    for least, what in ((2.0, Kind.SMOOTH), (2**-0.5, Kind.KINK), (2**-1.5, Kind.EDGE)):
        if ratio >= least:
            return what
    return Kind.JUMP


def one_sided(
    function: Callable[[Sequence[Tensor]], Sequence[Tensor]],
    inputs: Sequence[Tensor],
    cotangents: Sequence[Tensor | None],
    index: int,
) -> tuple[Tensor, Tensor, float]:
    """For each entry of the `index`-th input the lesser and the greater one-sided slope of <g, f>.

    Differences over 1e-6 and half of that, extrapolated (2 s(h/2) - s(h)); the third value is how
    far off they may be: rounding of phi over the step, and the curvature that is left.
    """

    def phi(entry: int, step: float) -> float:
        moved = [value.clone() for value in inputs]
        moved[index].view(-1)[entry] += step
        values = function(moved)
        return float(
            sum((v * g).sum() for v, g in zip(values, cotangents, strict=True) if g is not None)
        )

    low, high = torch.zeros_like(inputs[index]), torch.zeros_like(inputs[index])
    height = abs(phi(0, 0.0)) if inputs[index].numel() else 0.0
    for entry in range(inputs[index].numel()):
        here = phi(entry, 0.0)
        slopes = []
        for sign in (1.0, -1.0):
            wide = (phi(entry, sign * STEP) - here) / (sign * STEP)
            narrow = (phi(entry, sign * STEP / 2) - here) / (sign * STEP / 2)
            slopes.append(2 * narrow - wide)
        low.view(-1)[entry], high.view(-1)[entry] = min(slopes), max(slopes)
    return low, high, 64 * UNIT * max(height, 1.0) / STEP
