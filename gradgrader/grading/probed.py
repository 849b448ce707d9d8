"""How far the outputs of a Function are from those of an exercise, without any tolerance."""

from __future__ import annotations

import math

from torch import Tensor

from gradgrader.exercises.reference import Oracle
from gradgrader.exercises.tolerance import largest
from gradgrader.sandbox.messages import Answer, Outputs


def probed(oracle: Oracle) -> tuple[Tensor, ...]:
    """What Functions are matched by: the reference's outputs at the first case, and no tolerance.

    Raises InvalidExercise.
    """
    return oracle.once("probe", lambda: oracle.call(oracle.inputs(oracle.exercise.cases[0])))


def apart(answer: Answer, oracle: Oracle) -> float:
    """Largest |difference| over the outputs that both have, relative to them (or to 1)."""
    if not isinstance(answer, Outputs) or not answer.values:
        return math.inf
    worst = 0.0
    for value, right in zip(answer.values, probed(oracle), strict=False):
        if value is None or value.shape != right.shape or value.is_complex():
            return math.inf
        distance = largest(value.double() - right) / max(1.0, largest(right))
        worst = max(worst, distance if math.isfinite(distance) else 1e300)
    return worst
