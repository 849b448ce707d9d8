"""A learner's gradients at one point, asked in one trip, beside the right ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.exercises.inputs import resized
from gradgrader.exercises.tolerance import largest
from gradgrader.model.exercise import Case
from gradgrader.sandbox.messages import Backward, Forward, Gradients, Raised

Row = tuple[Tensor | None, ...]
ALIKE = 1e-9
EQUAL = 3, 4  # sizes of a case in which all are equal
ELSEWHERE = 7  # a draw of cotangents that no check uses


@dataclass(frozen=True, slots=True)
class Ways:
    """One output alone: its gradients for a cotangent, twice, minus that, and for another one."""

    once: Row
    twice: Row
    minus: Row
    other: Row


@dataclass(frozen=True, slots=True)
class View:
    """Gradients at a point: each output `alone`, none of them, and all together."""

    case: Case
    draw: int
    way: str
    alone: tuple[Ways, ...]
    nothing: Row
    together: Row
    expected: tuple[tuple[Expected | None, ...], ...]
    total: tuple[Expected | None, ...]

    def wrong(self) -> list[tuple[int, int]]:
        """The blocks (output, input) that are not right here."""
        return [
            (j, i)
            for j, row in enumerate(self.expected)
            for i, right in enumerate(row)
            if not gap(self.alone[j].once[i], right).closed
        ]


def look(findings: Findings, case: Case, draw: int = 0, way: str = "") -> View | Raised:
    """What the learner's gradients are here, or what was raised."""
    key = f"view {case.label} {draw} {way}"
    return findings.once(key, lambda: _look(findings, case, draw, way))


def square(findings: Findings, size: int = 3) -> Case:
    """All sizes equal, where a forgotten transpose gives wrong numbers and no exception."""
    return resized(findings.exercise, None, size)


def alike_but_equal(findings: Findings) -> Case:
    """All sizes equal, with the plain values (`dim`) of the first case, if there is such a size."""
    plain = [one.name for one in findings.exercise.constants if one.shape is None]
    first = _plain(findings, findings.trial.main, plain)
    cases = [square(findings, size) for size in EQUAL]
    return next((one for one in cases if _plain(findings, one, plain) == first), cases[0])


def _plain(findings: Findings, case: Case, names: Sequence[str]) -> list[Any]:
    known = findings.trial.oracle.constants([case.shape(x) for x in findings.exercise.inputs])
    return [known[name] for name in names]


def alike(actual: Tensor | None, right: Expected | None, scale: float = 1.0) -> bool:
    """Whether both are the same to rounding; None stands for zeros."""
    if right is None:
        return actual is None or not bool(actual.any())
    wanted = scale * right.value
    if actual is None:
        return not bool(wanted.any())
    return same(actual, wanted, abs(scale) * right.tolerance)


def same(a: Tensor, b: Tensor, tolerance: float = 0.0) -> bool:
    """Whether two tensors are the same to rounding."""
    if a.shape != b.shape or a.is_complex() != b.is_complex():
        return False
    difference = a.to(b.dtype) - b
    if not bool(difference.isfinite().all()):
        return bool(torch.equal(a.nan_to_num(), b.nan_to_num()))
    return largest(difference) <= max(tolerance, ALIKE * largest(b))


def _look(findings: Findings, case: Case, draw: int, way: str) -> View | Raised:
    oracle = findings.trial.oracle
    given = oracle.inputs(case, draw, way)
    mine, other = oracle.cotangents(case, draw), oracle.cotangents(case, ELSEWHERE)
    asked = [
        _only(cotangents, index, scale)
        for index in oracle.every
        for cotangents, scale in ((mine, 1.0), (mine, 2.0), (mine, -1.0), (other, 1.0))
    ]
    asked += [_only(mine, -1), mine]
    everything = findings.trial.everything
    forward, *answers = findings.ask(
        [Forward(0, given, everything), *(Backward(1, 0, cotangents) for cotangents in asked)]
    )
    rows = []
    for answer in (forward, *answers):
        if isinstance(answer, Raised):
            return answer
        if isinstance(answer, Gradients):
            rows.append(answer.values)
    *alone, nothing, together = rows
    return View(
        case,
        draw,
        way,
        tuple(Ways(*alone[at : at + 4]) for at in range(0, len(alone), 4)),
        nothing,
        together,
        tuple(oracle.gradients(case, draw, (index,), way) for index in oracle.every),
        oracle.gradients(case, draw, None, way),
    )


def _only(cotangents: Sequence[Tensor], index: int, scale: float = 1.0) -> tuple[Tensor, ...]:
    return tuple(
        scale * g if place == index else torch.zeros_like(g) for place, g in enumerate(cotangents)
    )
