"""Derivatives from values alone: Ridders' extrapolation of central differences.

C. J. F. Ridders, *Accurate computation of F'(x) and F'(x)F''(x)*, Advances in Engineering Software
4(2), 1982; the table as in Press et al., *Numerical Recipes*, §5.7. Two tables that start from
incommensurable steps are compared, because one alone can settle on an alias of a fast oscillation
and still report a small error (docs/method.md).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gradgrader.exercises.tolerance import UNIT

STARTS = (0.05, 0.05 / 3.7)
SHRINK = 2.0
ROWS = 8
DIVERGED = 2.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A derivative, and how far the true one may be from it."""

    value: float
    tolerance: float


def steps() -> list[float]:
    """Every t at which `estimate` needs phi(t)."""
    return [sign * h for start in STARTS for h in _widths(start) for sign in (1.0, -1.0)]


def estimate(phi: Callable[[float], float], rounding: float = 0.0, size: float = 0.0) -> Estimate:
    """phi'(0) from phi at `steps()`; `rounding` is what summing up the other answer costs.

    The tolerance is 10 (smaller error + difference of the tables) + 16u max|phi| / h + rounding,
    where the first is truncation and the second cancellation in phi; where phi is a sum, `size` is
    the largest that its terms come to without their signs, and stands for max|phi|.
    """
    tables = [_table(phi, start) for start in STARTS]
    if not all(math.isfinite(value) for value, _, _ in tables):
        return Estimate(math.nan, math.inf)
    (first, first_error, _), (second, second_error, _) = tables
    height = max(size, *(abs(phi(t)) for t in steps() if math.isfinite(phi(t))))
    width = min(h for _, _, h in tables)
    truncation = 10 * (min(first_error, second_error) + abs(first - second))
    best = first if first_error <= second_error else second
    return Estimate(best, truncation + 16 * UNIT * height / width + rounding)


def _widths(start: float) -> list[float]:
    return [start / SHRINK**row for row in range(ROWS)]


def _table(phi: Callable[[float], float], start: float) -> tuple[float, float, float]:
    """Best value, its estimated error, and the step it comes from."""
    best, error, width = math.nan, math.inf, start
    previous: Sequence[float] = ()
    for h in _widths(start):
        above, below = phi(h), phi(-h)
        if not (math.isfinite(above) and math.isfinite(below)):
            previous = ()
            continue
        row = [(above - below) / (2 * h)]
        power = SHRINK * SHRINK
        for older in previous:
            row.append((row[-1] * power - older) / (power - 1))
            power *= SHRINK * SHRINK
            moved = max(abs(row[-1] - row[-2]), abs(row[-1] - older))
            if moved <= error:
                best, error, width = row[-1], moved, h
        if len(row) > 2 and abs(row[-1] - previous[-1]) >= DIVERGED * error:  # noqa: PLR2004
            break
        previous = row
    return best, error, width
