"""Points that are more than a draw: a batch of two, and complex numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from gradgrader.exercises.derive import Expected
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case
from gradgrader.sandbox.variants import Point

Row = tuple[Expected | None, ...]
Maker = Callable[[Oracle, Case, int], tuple[Point, list[Row]]]
OTHER = 2  # draws from one to another that is used nowhere else beside it


def batched(oracle: Oracle, case: Case, draw: int) -> tuple[Point, list[Row]]:
    """Two draws as one, and what is right for each."""
    draws = draw, draw + OTHER
    inputs = _stacked([oracle.inputs(case, one) for one in draws])
    cotangents = _stacked([oracle.cotangents(case, one) for one in draws])
    rights = zip(*(oracle.gradients(case, one) for one in draws), strict=True)
    return Point(inputs, [cotangents]), [tuple(_both(pair) for pair in rights)]


def complex_point(oracle: Oracle, case: Case, draw: int) -> tuple[Point, list[Row]]:
    """One draw for the real and another for the imaginary parts."""
    inputs = _complex(oracle.inputs(case, draw), oracle.inputs(case, draw + OTHER))
    given = _complex(oracle.cotangents(case, draw), oracle.cotangents(case, draw + OTHER))
    outputs = zip(given, oracle.call(inputs), strict=True)
    cotangents = tuple(g if out.is_complex() else g.real for g, out in outputs)
    return Point(inputs, [cotangents]), [oracle.vjp(inputs, cotangents)]


def usual(oracle: Oracle, point: Point) -> bool:
    """Whether it is a draw, whose values the derivation can follow."""
    shapes = [len(spec.shape) for spec in oracle.exercise.inputs]
    plain = not any(value.is_complex() for value in point.inputs)
    if not plain or [value.dim() for value in point.inputs] != shapes:
        return False
    exercise = oracle.exercise  # its derivation is that of the first case's `dim`
    first = [exercise.cases[0].shape(spec) for spec in exercise.inputs]
    here, there = (oracle.constants(one) for one in ([v.shape for v in point.inputs], first))
    return all(here[c.name] == there[c.name] for c in exercise.constants if c.shape is None)


def _stacked(rows: Sequence[Sequence[Tensor]]) -> tuple[Tensor, ...]:
    return tuple(torch.stack(values) for values in zip(*rows, strict=True))


def _both(pair: Sequence[Expected | None]) -> Expected | None:
    known = [one for one in pair if one is not None]
    if not known:
        return None
    return Expected(torch.stack([one.value for one in known]), max(one.tolerance for one in known))


def _complex(real: Sequence[Tensor], imaginary: Sequence[Tensor]) -> tuple[Tensor, ...]:
    return tuple(torch.complex(a, b) for a, b in zip(real, imaginary, strict=True))
