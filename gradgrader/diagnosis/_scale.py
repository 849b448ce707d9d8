"""A factor that changes with the sizes: which size it is made of, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from torch import Tensor

from gradgrader.model.exercise import Case, Exercise

AXES = {1: ("length",), 2: ("number of rows", "number of columns")}
POWERS: tuple[tuple[float, str], ...] = (
    (1.0, "times the {}"),
    (-1.0, "divided by the {}"),
    (0.5, "times the square root of the {}"),
    (-0.5, "divided by the square root of the {}"),
    (2.0, "times the square of the {}"),
    (-2.0, "divided by the square of the {}"),
)
ALIKE = 1e-9


def factor(actual: Tensor | None, right: Tensor | None) -> float | None:
    """By what one has to multiply the right tensor to get the actual one, if by anything."""
    if actual is None or right is None or actual.shape != right.shape or right.numel() < 2:  # noqa: PLR2004
        return None
    norm = float(right.flatten() @ right.flatten())
    if not norm or not bool(actual.isfinite().all()):
        return None
    found = float(actual.flatten() @ right.flatten()) / norm
    off = float((actual - found * right).abs().max())
    return found if off <= ALIKE * float(right.abs().max()) * max(1.0, abs(found)) else None


def by_size(exercise: Exercise, factors: Sequence[tuple[Case, float]]) -> str:
    """`divided by the number of rows of `q``; nothing where no size explains every factor.

    Where sizes are always the same in these cases, the first that is named is told.
    """
    if len({round(found, 9) for _, found in factors}) < 2:  # noqa: PLR2004 - it does not change
        return ""
    for dims, power, words in _formulas(exercise):
        if all(
            math.isclose(math.prod(case.sizes[d] for d in dims) ** power, found, rel_tol=ALIKE)
            for case, found in factors
        ):
            return words
    return ""


def _formulas(exercise: Exercise) -> Iterator[tuple[tuple[str, ...], float, str]]:
    """Products of sizes, a power, and words for both."""
    named = sizes_named(exercise)
    for power, words in POWERS:
        for dim, name in named.items():
            yield (dim,), power, words.format(name)
    for spec in exercise.inputs:
        dims = tuple(dim for dim in spec.shape if dim in named)
        for power, words in POWERS[:2]:
            yield dims, power, words.format(f"number of entries of `{spec.name}`")


def sizes_named(exercise: Exercise) -> dict[str, str]:
    """Each dimension as the learner sees it: the number of rows of `q`."""
    named: dict[str, str] = {}
    for spec in exercise.inputs:
        usual = tuple(f"size of axis {axis}" for axis in range(len(spec.shape)))
        for dim, words in zip(spec.shape, AXES.get(len(spec.shape), usual), strict=True):
            if not dim.isdigit():
                named.setdefault(dim, f"{words} of `{spec.name}`")
    return named
