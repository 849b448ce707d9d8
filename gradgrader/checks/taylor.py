"""P38: the rate at which a Taylor polynomial becomes right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.checks.numeric import direction, moved, near_slope, terms
from gradgrader.model.picture import Taylor
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.alone import Values
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

STEPS = tuple(1e-2 * 2.0**-row for row in range(6))
RIGHT = 1.5  # between the rates 1 (wrong) and 2 (right)
NOISE = 1e3 * 2.0**-53


@check(
    Severity.ADVICE,
    needs=("contract",),
    applies=lambda trial: not trial.exercise.surrogate,
)
def taylor(trial: Trial) -> Outcome:
    """At which rate does the linear approximation become right?

    |phi(t) - phi(0) - t <B(w), d>| shrinks like t² if the gradient is right and like t if it is
    not: a second opinion without any tolerance.

    For example: whatever is wrong along one direction, told by a rate
    """
    case, oracle = trial.main, trial.oracle
    inputs, weights, toward = oracle.inputs(case), oracle.cotangents(case), direction(trial, 0)
    first, gradient, along = trial.learner.run(
        [
            Forward(0, inputs, trial.everything),
            Backward(1, 0, weights),
            Values(moved(inputs, toward, (0.0, *STEPS))),
        ]
    )
    outputs(first)
    here, *values = terms(along, weights, 1 + len(STEPS)).sum(1).tolist()
    slope = sum(
        float((g * d).sum())
        for g, d in zip(gradients(gradient).values, toward, strict=True)
        if g is not None
    )
    left = [abs(value - here - t * slope) for t, value in zip(STEPS, values, strict=True)]
    table = "\n".join(f"t = {t:.1e}   remainder {r:.2e}" for t, r in zip(STEPS, left, strict=True))
    rate = _rate(left, here)
    if rate >= RIGHT or _kinked(trial, here, values):
        return Outcome(case=case.label, detail=table)
    return Outcome(
        status=Status.FAILED,
        code="rate",
        case=case.label,
        detail=table,
        taylor=Taylor(
            steps=STEPS,
            remainders=tuple(one if math.isfinite(one) else None for one in left),
            rate=rate,
        ),
        message="halve the step, and the error of the linear approximation becomes"
        f" {2**rate:.2g} times smaller, where a right gradient makes it 4 times smaller",
    )


def _kinked(trial: Trial, here: float, values: Sequence[float]) -> bool:
    """Whether not even the slope over a short step becomes right: then there is a kink nearby."""
    near = near_slope(trial, 0)
    left = [abs(value - here - t * near.value) for t, value in zip(STEPS, values, strict=True)]
    return _rate(left, here, near.tolerance) < RIGHT


def _rate(left: Sequence[float], here: float, slack: float = 0.0) -> float:
    """By which power of 2 remainders shrink when the step is halved; 2.0 if they are rounding."""
    floors = [NOISE * max(abs(here), 1.0) + slack * t for t in STEPS]
    told = [one if one > floor else 0.0 for one, floor in zip(left, floors, strict=True)]
    rates = [math.log2(a / b) for a, b in pairwise(told) if min(a, b) > 0]
    return median(rates) if rates else 2.0
