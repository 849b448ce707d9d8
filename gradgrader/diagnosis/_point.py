"""A call in plain numbers, what a learner's Function makes of it, and how that differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.derive import grad
from gradgrader.exercises.tolerance import largest
from gradgrader.sandbox.messages import Answer, Backward, Forward, Gradients, Outputs, Raised

TIGHT, CLEAR = 1e-12, 1e-2
VALUE, RAISED, SHAPE = "value", "raised", "shape"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Point:
    """Inputs and cotangents; one without cotangents is about forward only."""

    inputs: tuple[Tensor, ...]
    cotangents: tuple[Tensor, ...] = ()

    @property
    def tensors(self) -> tuple[Tensor, ...]:
        return (*self.inputs, *self.cotangents)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a point: with which input's gradient (or output), and what came instead."""

    kind: str
    of: int
    actual: Tensor | None = None
    right: Tensor | None = None
    words: str = ""

    @property
    def clear(self) -> bool:
        """Whether anybody sees the difference at a glance."""
        if self.kind != VALUE or self.right is None or self.actual is None:
            return True
        off = largest(self.actual - self.right)
        return not off <= CLEAR * max(largest(self.right), largest(self.actual))


def faults(findings: Findings, points: Sequence[Point]) -> list[list[Fault]]:
    """What is wrong at each of these points, in one trip; right where the reference can't be."""
    everything = findings.trial.everything
    steps: list[Forward | Backward] = []
    for number, point in enumerate(points):
        steps.append(Forward(2 * number, point.inputs, everything))
        if point.cotangents:
            steps.append(Backward(2 * number + 1, 2 * number, point.cotangents))
    answers = iter(findings.ask(steps))
    found = []
    for point in points:
        forward = next(answers)
        last = next(answers) if point.cotangents else forward
        found.append(_faults(findings, point, forward if isinstance(forward, Raised) else last))
    return found


def _faults(findings: Findings, point: Point, answer: Answer) -> list[Fault]:
    right = reference(findings, point)
    if not all(value is None or bool(value.isfinite().all()) for value in right):
        return []
    if isinstance(answer, Raised):
        return _raised(answer, point)
    assert isinstance(answer, Gradients | Outputs)
    if len(answer.values) != len(right):
        return []
    pairs = enumerate(zip(answer.values, right, strict=True))
    return [fault for index, (a, b) in pairs if (fault := _differs(index, a, b))]


def reference(findings: Findings, point: Point) -> tuple[Tensor | None, ...]:
    """The right gradients (or outputs), without a tolerance: that takes far longer."""
    call = findings.trial.oracle.call
    if not point.cotangents:
        return tuple(value.detach() for value in call(point.inputs))
    leaves = [value.clone().requires_grad_() for value in point.inputs]
    found = grad(call(leaves), leaves, point.cotangents)
    return tuple(None if one is None else one.detach() for one in found)


def _differs(index: int, actual: Tensor | None, right: Tensor | None) -> Fault | None:
    wanted = right if right is not None or actual is None else torch.zeros_like(actual)
    if wanted is None:
        return None
    if actual is None:
        words = "nothing (None)" if bool(wanted.any()) else ""
        return Fault(VALUE, index, None, wanted, words) if words else None
    if actual.shape != wanted.shape:
        return Fault(SHAPE, index, None, wanted, f"shape {list(actual.shape)}")
    actual = actual.to(wanted.dtype)
    if largest(actual - wanted) <= TIGHT * (1e-2 + largest(wanted)):
        return None
    return Fault(VALUE, index, actual, wanted)


def _raised(answer: Raised, point: Point) -> list[Fault]:
    """A gradient of the wrong shape makes the engine raise: the shape says more."""
    if answer.raw is not None and len(answer.raw) >= len(point.inputs):
        pairs = enumerate(zip(answer.raw, point.inputs, strict=False))
        wrong = [
            Fault(SHAPE, index, words=f"shape {list(raw.shape)}")
            for index, (raw, like) in pairs
            if raw.kind == "tensor" and raw.shape != tuple(like.shape)
        ]
        if wrong:
            return wrong
    first = answer.message.strip().split("\n", 1)[0]
    shown = first if len(first) <= LONGEST else f"{first[:LONGEST]}..."
    return [Fault(RAISED, -1, words=f"{answer.type}{': ' + shown if shown else ''}")]


def nested(value: Any) -> Any:
    """A tensor as nested lists; what is not finite is None, as in JSON; a plain value as it is."""
    return _plain(value.tolist()) if isinstance(value, Tensor) else value


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, bool):
        return value
    number = float(value)
    if number != number or number in {float("inf"), float("-inf")}:  # noqa: PLR0124 - a NaN
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number  # noqa: PLR2004


def shown(value: Any, digits: int = 4) -> str:
    """`[[1, 0.4199]]`: a tensor in as many digits; a plain value as Python writes it."""
    return _shown(value.tolist(), digits) if isinstance(value, Tensor) else repr(value)


def _shown(value: Any, digits: int) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_shown(one, digits) for one in value)}]"
    if isinstance(value, bool):
        return repr(value)
    return f"{value + 0.0:.{digits}g}"


def apart(one: Tensor, other: Tensor) -> tuple[str, str]:
    """Both in so many digits that they can be told apart."""
    for digits in range(4, 18):
        a, b = shown(one, digits), shown(other, digits)
        if a != b:
            return a, b
    return shown(one, 17), shown(other, 17)
