"""What the numbers of one wrong gradient are: a sign, a factor, somebody else's, ..."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from gradgrader.diagnosis._numbers_of_slopes import OF_SLOPES
from gradgrader.diagnosis._place import Kind, Place, Test, reference_at
from gradgrader.diagnosis._point import Point
from gradgrader.diagnosis._scale import factor
from gradgrader.diagnosis._supposed import as_if
from gradgrader.diagnosis._views import Row, alike, same
from gradgrader.exercises.tolerance import largest

SINGLE, DIGITS = 1e-6, 9


def _extra(place: Place) -> Iterator[Kind]:
    """Something comes where nothing should."""
    if place.expected is None or not bool(place.right.any()):
        yield Kind("extra")


def _almost(place: Place) -> Iterator[Kind]:
    """So near that everything else would hold as well."""
    if same(place.actual, place.right):
        yield Kind("close")


def _zero(place: Place) -> Iterator[Kind]:
    if not bool(place.actual.any()):
        yield Kind("none" if place.ways.once[place.input] is None else "zero")


def _not_finite(place: Place) -> Iterator[Kind]:
    if not bool(place.actual.isfinite().all()):
        yield Kind("not-finite")


def _constant(place: Place) -> Iterator[Kind]:
    """The same for every cotangent; or not zero where none comes in."""
    nothing, other = place.view.nothing[place.input], place.ways.other[place.input]
    if other is not None and same(place.actual, other):
        yield Kind("constant")
    if nothing is not None and bool(nothing.any()):
        yield Kind("offset")


def not_linear(place: Place) -> Iterator[Kind]:
    """How the gradient grows with what comes in."""
    if not place.findings.exercise.linear:
        return
    twice, minus = (_dense(row, place) for row in (place.ways.twice, place.ways.minus))
    one = place.actual
    if same(twice, 2 * one) and same(minus, -one):
        return
    if same(twice, 4 * one):
        yield Kind("squared")
    if same(twice, 2 * one) and same(minus, one):
        yield Kind("sign-lost")
    if same(twice, one) and same(minus, -one):
        yield Kind("size-lost")
    yield Kind("not-linear")


def _sign(place: Place) -> Iterator[Kind]:
    if alike(place.actual, place.expected, -1.0):
        yield Kind("sign")


def _another_input(place: Place) -> Iterator[Kind]:
    for index, right in enumerate(place.view.expected[place.output]):
        if index != place.input and right is not None and bool(right.value.any()):
            if alike(place.actual, right):
                yield Kind("input", index)
            elif right.value.dim() == 2 and same(place.actual, right.value.mT):  # noqa: PLR2004
                yield Kind("input-transposed", index)


def _another_output(place: Place) -> Iterator[Kind]:
    """What the right backward would return if this cotangent had come in elsewhere."""
    view, oracle = place.view, place.findings.trial.oracle
    mine = oracle.cotangents(view.case, view.draw)
    for index, cotangent in enumerate(mine):
        if index != place.output and cotangent.shape == mine[place.output].shape:
            moved = [torch.zeros_like(g) for g in mine]
            moved[index] = mine[place.output]
            key = f"moved {view.case.label} {view.draw} {view.way} {place.output} {index}"
            given = oracle.inputs(view.case, view.draw, view.way)
            right = reference_at(place, key, Point(given, tuple(moved)))
            if right is not None and same(place.actual, right):
                yield Kind("output", index)


def _transposed(place: Place) -> Iterator[Kind]:
    if place.right.dim() == 2 and same(place.actual, place.right.mT):  # noqa: PLR2004
        yield Kind("transposed")


def _factor(place: Place) -> Iterator[Kind]:
    scale = factor(place.actual, place.right)
    if scale is not None and abs(scale - 1) > SINGLE:
        yield Kind("factor", factor=float(f"{scale:.{DIGITS}g}"))
        yield Kind("multiple")


def _precision(place: Place) -> Iterator[Kind]:
    """Right, but in single precision."""
    actual, right = place.actual, place.right
    off = largest(actual - right)
    rounded = torch.equal(actual.to(torch.float32).to(actual.dtype), actual)
    if rounded and off < SINGLE * largest(right):
        yield Kind("single")


def _arranged(place: Place) -> Iterator[Kind]:
    """The right numbers, with other signs, in other places, or some of them missing."""
    actual, right = place.actual, place.right
    if same(actual.abs(), right.abs()):
        yield Kind("signs")
    if same(actual.flatten().sort()[0], right.flatten().sort()[0]):
        yield Kind("moved")
    gone = actual == 0
    if bool(gone.any()) and same(torch.where(gone, right, actual), right):
        yield Kind("part")


TESTS: tuple[Test, ...] = (
    _extra,
    _almost,
    _zero,
    _not_finite,
    _constant,
    not_linear,
    _sign,
    _another_input,
    _another_output,
    _transposed,
    as_if,
    _factor,
    _precision,
    *OF_SLOPES,
    _arranged,
)


def _dense(row: Row, place: Place) -> Tensor:
    value = row[place.input]
    return torch.zeros_like(place.actual) if value is None else value
