"""Jacobians of blocks that are wrong, one unit cotangent after the other, in a single trip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from gradgrader.checks.base import Trial
from gradgrader.diagnosis._patterns import Named, far, named
from gradgrader.diagnosis._point import Point, nested, reference
from gradgrader.diagnosis._shrink import drawn
from gradgrader.diagnosis.base import SILENT, Findings
from gradgrader.errors import InvalidExercise
from gradgrader.model.exercise import Case
from gradgrader.model.picture import Jacobian, Matrix
from gradgrader.model.result import FINE, Block, Status
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.messages import Answer, Backward, Forward, Gradients

LARGEST = 12  # entries of an input or output: more is no picture that can be read
VALUES = ("contract", "gradients", "numeric", "gradcheck", "shapes")
LINEAR = ("homogeneous", "additive")
UNEVEN = ("not-linear", "backward is not linear in what comes in: this is what single 1s bring")
TENTHS = ((9, 0.1), (2, 1.0))
Blocks = list[list[Tensor]]  # by output and input


@dataclass(frozen=True, slots=True)
class _Spot:
    """Inputs in the sizes of a case, and a cotangent for each entry of each output."""

    inputs: tuple[Tensor, ...]
    shapes: tuple[torch.Size, ...]

    @property
    def units(self) -> list[tuple[Tensor, ...]]:
        """Cotangents in which one entry is 1, and all others are 0."""
        sizes = [shape.numel() for shape in self.shapes]
        return [
            tuple(
                part.reshape(shape)
                for part, shape in zip(torch.split(row, sizes), self.shapes, strict=True)
            )
            for row in torch.eye(sum(sizes), dtype=torch.float64)
        ]

    def blocks(self, rows: Sequence[Sequence[Tensor | None]]) -> Blocks | None:
        """The rows' gradients by output and input; None where one is of another kind or shape."""
        whole = []
        for place, value in enumerate(self.inputs):
            given = [row[place] for row in rows]
            column = [torch.zeros_like(value) if one is None else one for one in given]
            if any(one.shape != value.shape or one.is_complex() for one in column):
                return None
            whole.append(torch.stack([one.flatten().to(value.dtype) for one in column]))
        sizes = [shape.numel() for shape in self.shapes]
        parts = [torch.split(column, sizes) for column in whole]
        return [[part[index] for part in parts] for index in range(len(sizes))]


def jacobians(findings: Findings, blocks: Sequence[Block]) -> tuple[Jacobian, ...]:
    """Those of wrong blocks in small sizes; in square ones where no numbers come back otherwise.

    They are looked at for two draws of the inputs: a pattern that holds for both is no coincidence.
    """
    forward = findings.outcomes.get("forward")
    wrong = any(map(findings.failed, VALUES))
    if findings.hints == SILENT or not wrong or forward is None or forward.status not in FINE:
        return ()
    for known in _places(findings):
        try:
            answers = iter(findings.ask(list(_steps(known, findings))))
        except LearnerStopped:  # which the checks have seen, and told
            return ()
        returned = [_returned(spot, answers) for spot in known.spots]
        found = [one for one in returned if one is not None]
        if len(found) == len(returned):
            pictures = (_picture(findings, block, known, found) for block in blocks)
            return tuple(one for one in pictures if one is not None)
    return ()


@dataclass(frozen=True, slots=True)
class Place:
    """Two draws in one case, and what is right there."""

    spots: tuple[_Spot, ...]
    right: tuple[Blocks, ...]


def _places(findings: Findings) -> Iterator[Place]:
    oracle = findings.trial.oracle
    for case in _cases(findings.trial):
        known = oracle.once(f"jacobian {case.label}", partial(place, findings, case))
        if known is not None:
            yield known


def _cases(trial: Trial) -> Iterator[Case]:
    """The first that is small enough, and one with all sizes equal."""
    exercise = trial.exercise
    cases = [*exercise.cases, Case(dict.fromkeys(trial.main.sizes, 1))]
    small = (case for case in cases if all(_fits(case.shape(one)) for one in exercise.inputs))
    first = next(small, None)
    both = {case.label: case for case in (first, Case(dict.fromkeys(trial.main.sizes, 2))) if case}
    yield from both.values()


def _fits(shape: tuple[int, ...]) -> bool:
    return torch.Size(shape).numel() <= LARGEST


def place(findings: Findings, case: Case) -> Place | None:
    """Numbers with one decimal, and random ones; None where they are too many, or not taken."""
    oracle = findings.trial.oracle
    try:
        points = (drawn(findings, case, 0, TENTHS, forward=True).inputs, oracle.inputs(case))
        spots = [_Spot(one, tuple(out.shape for out in oracle.call(one))) for one in points]
    except InvalidExercise:  # a size that the reference does not take
        return None
    if not all(_fits(shape) for spot in spots for shape in spot.shapes):
        return None
    right = [
        spot.blocks([reference(findings, Point(spot.inputs, unit)) for unit in spot.units])
        for spot in spots
    ]
    return Place(tuple(spots), tuple(one for one in right if one is not None))


def _steps(known: Place, findings: Findings) -> Iterator[Forward | Backward]:
    for spot in known.spots:
        yield Forward(0, spot.inputs, findings.trial.everything)
        yield from (Backward(1, 0, unit) for unit in spot.units)


def _returned(spot: _Spot, answers: Iterator[Answer]) -> Blocks | None:
    """The learner's blocks; None where something was raised, or has a wrong shape."""
    next(answers)
    rows = [next(answers) for _ in spot.units]
    values = [row.values for row in rows if isinstance(row, Gradients)]
    if len(values) < len(rows) or any(len(row) != len(spot.inputs) for row in values):
        return None
    return spot.blocks(values)


def _picture(
    findings: Findings, block: Block, known: Place, found: Sequence[Blocks]
) -> Jacobian | None:
    """A block, if it differs there; nothing of one that is right."""
    exercise, spot = findings.exercise, known.spots[0]
    index = exercise.outputs.index(block.output)
    at = [spec.name for spec in exercise.inputs].index(block.input)
    pairs = [
        (right[index][at], returned[index][at])
        for right, returned in zip(known.right, found, strict=True)
    ]
    if block.status is Status.PASSED or not far(*pairs[0]):
        return None
    shapes = tuple(spot.shapes[index]), tuple(spot.inputs[at].shape)
    pattern = (
        UNEVEN
        if any(_failed(findings, name) for name in LINEAR)
        else named(pairs, Named(block.output, shapes[0]), Named(block.input, shapes[1]))
    )
    return Jacobian(
        output=block.output,
        input=block.input,
        output_shape=shapes[0],
        input_shape=shapes[1],
        inputs={
            spec.name: nested(value)
            for spec, value in zip(exercise.inputs, spot.inputs, strict=True)
        },
        expected=_matrix(pairs[0][0]),
        returned=_matrix(pairs[0][1]),
        pattern=pattern[0],
        words=pattern[1],
    )


def _failed(findings: Findings, check: str) -> bool:
    outcome = findings.outcomes.get(check)
    return outcome is not None and outcome.status is Status.FAILED


def _matrix(value: Tensor) -> Matrix:
    return tuple(map(tuple, nested(value)))
