"""Points at which variants of a backward are tried, and which of their gradients are right."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._points import Maker, Row, batched, complex_point
from gradgrader.errors import InvalidExercise
from gradgrader.exercises.derive import Expected
from gradgrader.exercises.inputs import SPECIAL
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case, Demand, Exercise
from gradgrader.sandbox.variants import Point, real

OTHER_SEED = 0x5EED
SQUARE = 3
DRAWN = {"", "negative"}
SLACK = 4.0  # an edited formula may round in another order than the learner's own


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """Points, the right numbers there, and how far off each may be.

    `blocks` say to which block each number belongs: a point, a set of cotangents, an input.
    """

    points: tuple[Point, ...]
    expected: Tensor
    tolerance: Tensor
    blocks: Tensor

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return int(self.blocks.max()) + 1

    def right(self, values: Tensor) -> Tensor:
        """For each row of numbers, which blocks are right."""
        bad = ~((values - self.expected).abs() <= self.tolerance)
        wrong = torch.zeros(len(values), self.count, dtype=torch.int64)
        wrong.index_add_(1, self.blocks, bad.to(torch.int64))
        return wrong == 0


def narrowed(exam: Exam, right: Tensor) -> tuple[int, Exam]:
    """Only the first point at which something is wrong, and its number."""
    sizes = [point.columns for point in exam.points]
    wrong = torch.split(~right[exam.blocks], sizes)
    number = next(n for n, part in enumerate(wrong) if bool(part.any()))
    blocks = torch.split(exam.blocks, sizes)[number]
    return number, Exam(
        points=(exam.points[number],),
        expected=torch.split(exam.expected, sizes)[number],
        tolerance=torch.split(exam.tolerance, sizes)[number],
        blocks=blocks - int(blocks.min()),
    )


def other(oracle: Oracle) -> Oracle:
    """The same exercise with other inputs than those that are graded with.

    Masks and indices stay the same: the learner is given those of the one that grades.
    """
    seed = oracle.seed
    return oracle.once("other", lambda: Oracle(oracle.exercise, seed + OTHER_SEED, seed))


def square(oracle: Oracle) -> Exam:
    """Every size 3: where a transpose is missing there are numbers, and they are wrong."""
    sizes = dict.fromkeys(oracle.exercise.cases[0].sizes, SQUARE)
    spot = _Spot(Case(sizes), alone=True, together=False)
    return oracle.once("square", lambda: _exam(oracle, [spot]))


def oblong(oracle: Oracle) -> Exam:
    """The sizes of the first case."""
    spot = _Spot(oracle.exercise.cases[0], alone=True, together=False)
    return oracle.once("oblong", lambda: _exam(oracle, [spot]))


def scaled(oracle: Oracle, way: str) -> Exam:
    """The sizes of the first case, and inputs that are so many times as large."""
    return oracle.once(
        f"exam {way}", lambda: _exam(oracle, [_Spot(oracle.exercise.cases[0], 0, way)])
    )


def together(oracle: Oracle) -> Exam:
    """Every size 3, and all outputs at once: no two steps of the derivation are equal there."""
    sizes = dict.fromkeys(oracle.exercise.cases[0].sizes, SQUARE)
    return oracle.once("all at once", lambda: _exam(oracle, [_Spot(Case(sizes))]))


def whole(oracle: Oracle, draw: int) -> Exam:
    """Every case, one that nobody can foresee, zeros, signs, kinks and ties."""
    return oracle.once(f"whole {draw}", lambda: _exam(oracle, list(_everything(oracle, draw))))


def drawn(oracle: Oracle, draw: int) -> Exam:
    """Of the whole what is drawn, without zeros, kinks and ties."""
    spots = [spot for spot in _everything(oracle, draw) if spot.way in DRAWN]
    return oracle.once(f"drawn {draw}", lambda: _exam(oracle, spots))


@dataclass(frozen=True, slots=True)
class _Spot:
    case: Case
    draw: int = 0
    way: str = ""
    alone: bool = False
    together: bool = True
    made_of: Maker | None = None


def _everything(oracle: Oracle, draw: int) -> Iterable[_Spot]:
    exercise = oracle.exercise
    first = exercise.cases[0]
    yield from (_Spot(case, draw, alone=case is first) for case in exercise.cases)
    yield _Spot(oracle.drawn, draw)
    if all(spec.signed for spec in exercise.inputs):
        yield _Spot(first, draw, "negative")
        if oracle.smooth_at_zero(first):
            yield _Spot(first, draw, "zero")
    yield from (_Spot(first, draw, f"{SPECIAL}{n}") for n in _conventions(exercise))
    yield _Spot(Case(dict.fromkeys(first.sizes, 1)), draw)
    if not exercise.constants and exercise.batch == tuple(spec.name for spec in exercise.inputs):
        yield _Spot(first, draw, made_of=batched)
    if not exercise.constants and exercise.complex and _demanded(exercise, "complex-numbers"):
        yield _Spot(first, draw, made_of=complex_point)


def _demanded(exercise: Exercise, check: str) -> bool:
    """Whether a check is required: the exercise may say that it is advisory, or off."""
    return exercise.checks.get(check, Demand.REQUIRED) is Demand.REQUIRED


def _conventions(exercise: Exercise) -> list[int]:
    """Special points at which one gradient is right."""
    points = enumerate(exercise.special_points)
    return [number for number, point in points if not point.any_subgradient]


def _exam(oracle: Oracle, spots: Sequence[_Spot]) -> Exam:
    points, expected, blocks = [], [], 0
    numbers: list[Tensor] = []
    for spot in spots:
        try:
            point, right = _asked(oracle, spot)
        except InvalidExercise:  # a size that the reference does not take
            continue
        points.append(point)
        for row in right:
            for value, answer in zip(point.inputs, row, strict=True):
                expected.append(answer or Expected(torch.zeros_like(value), 0.0))
                numbers.append(torch.full((real(value).numel(),), blocks))
                blocks += 1
    return Exam(
        points=tuple(points),
        expected=torch.cat([real(one.value).reshape(-1) for one in expected]),
        tolerance=torch.cat(
            [torch.full((real(one.value).numel(),), SLACK * one.tolerance) for one in expected]
        ).to(torch.float64),
        blocks=torch.cat(numbers),
    )


def _asked(oracle: Oracle, spot: _Spot) -> tuple[Point, list[Row]]:
    """A point and what is right there: each output alone, all together, or both."""
    case, draw, way = spot.case, spot.draw, spot.way
    if spot.made_of is not None:
        return spot.made_of(oracle, case, draw)
    inputs, cotangents = oracle.inputs(case, draw, way), oracle.cotangents(case, draw)
    chosen = [(index,) for index in oracle.every] if spot.alone and len(oracle.every) > 1 else []
    sets = chosen if chosen and not spot.together else [*chosen, oracle.every]
    given: list[tuple[Tensor | None, ...]] = [
        tuple(g if i in one else torch.zeros_like(g) for i, g in enumerate(cotangents))
        for one in sets
    ]
    return Point(inputs, given), [oracle.gradients(case, draw, one, way) for one in sets]


@functools.cache
def labels(exercise: Exercise) -> tuple[tuple[str, str], ...]:
    """Output and input of each block of `square` and `oblong`."""
    return tuple((output, spec.name) for output in exercise.outputs for spec in exercise.inputs)
