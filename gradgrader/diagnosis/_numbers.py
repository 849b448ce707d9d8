"""What the numbers of one wrong gradient are: a sign, a factor, somebody else's, ..."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._point import Point, reference
from gradgrader.diagnosis._scale import factor
from gradgrader.diagnosis._views import Row, View, Ways, alike, same
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.derive import Expected
from gradgrader.exercises.tolerance import largest

SINGLE, DIGITS = 1e-6, 9


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of wrong numbers; `other` is the input or output whose they are, `factor` by what.

    `other` stands `at` the place of that input; `words` are for a factor that is made of sizes.
    """

    name: str
    other: int = -1
    at: int = -1
    factor: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One wrong block at one point: what came, what is right."""

    findings: Findings
    view: View
    output: int
    input: int

    @property
    def ways(self) -> Ways:
        return self.view.alone[self.output]

    @property
    def actual(self) -> Tensor:
        value = self.ways.once[self.input]
        return self.right * 0 if value is None else value

    @property
    def expected(self) -> Expected | None:
        return self.view.expected[self.output][self.input]

    @property
    def right(self) -> Tensor:
        if self.expected is not None:
            return self.expected.value
        return torch.zeros_like(self.findings.trial.oracle.inputs(self.view.case)[self.input])


Test = Callable[[Place], Iterator[Kind]]


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
            right = _as(place, key, Point(given, tuple(moved)))
            if right is not None and same(place.actual, right):
                yield Kind("output", index)


def _transposed(place: Place) -> Iterator[Kind]:
    if place.right.dim() == 2 and same(place.actual, place.right.mT):  # noqa: PLR2004
        yield Kind("transposed")


def as_if(place: Place) -> Iterator[Kind]:
    """What would be right for other tensors: one transposed, or one in the place of another."""
    view, oracle = place.view, place.findings.trial.oracle
    point = f"{view.case.label} {view.draw} {view.way}"
    given = list(oracle.inputs(view.case, view.draw, view.way))
    incoming = [
        g if index == place.output else torch.zeros_like(g)
        for index, g in enumerate(oracle.cotangents(view.case, view.draw))
    ]
    for kind, inputs, cotangents in _variants(given, incoming, place.output):
        key = f"as if {point} {place.output} {kind}"
        right = _as(place, key, Point(tuple(inputs), tuple(cotangents)))
        if right is not None and same(place.actual, right):
            yield kind


def _as(place: Place, key: str, point: Point) -> Tensor | None:
    """What the right gradient would be at another point; computed once for all submissions."""
    once, findings = place.findings.trial.oracle.once, place.findings
    return once(key, lambda: reference(findings, point))[place.input]


def _variants(
    inputs: Sequence[Tensor], cotangents: Sequence[Tensor], output: int
) -> Iterator[tuple[Kind, Sequence[Tensor], Sequence[Tensor]]]:
    if _square(cotangents[output]):
        turned = [g.mT if index == output else g for index, g in enumerate(cotangents)]
        yield Kind("cotangent-turned"), inputs, turned
    for index, value in enumerate(inputs):
        if _square(value):
            turned = [x.mT if place == index else x for place, x in enumerate(inputs)]
            yield Kind("input-turned", index), turned, cotangents
        for other, instead in enumerate(inputs):
            if other != index and instead.shape == value.shape:
                changed = [instead if place == index else x for place, x in enumerate(inputs)]
                yield Kind("input-for", other, index), changed, cotangents
                if other > index:
                    exchanged = [*changed]
                    exchanged[other] = value
                    yield Kind("inputs-exchanged", other, index), exchanged, cotangents


def _square(value: Tensor) -> bool:
    return value.dim() == 2 and value.shape[0] == value.shape[1] > 1  # noqa: PLR2004


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
    _arranged,
)


def _dense(row: Row, place: Place) -> Tensor:
    value = row[place.input]
    return torch.zeros_like(place.actual) if value is None else value
