"""P18: kinks, ties and edges, where the derivative is a convention."""

from __future__ import annotations

from dataclasses import replace

import torch

from gradgrader.checks._probe import Probe, at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import SPECIAL
from gradgrader.exercises.kinks import one_sided
from gradgrader.model.exercise import SpecialPoint
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients
from gradgrader.sandbox.messages import Backward, Forward

DRAWS = 3  # in one, no line may have a zero alone, say


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: bool(trial.exercise.special_points),
    unseen="at a kink, central differences are the mean of both slopes, or never hit it",
)
def special_points(trial: Trial) -> Outcome:
    """Does it keep to the convention where the slope jumps?

    At the points that the exercise declares, the gradient must be the reference's (torch's own
    choice), with other entries there in each of three draws, or lie between the one-sided slopes
    where any subgradient is right. Central differences are symmetric, so gradcheck accepts
    anything in the middle of a jump.

    For example: `g * (x >= 0)` for the slope of relu, which is 0 at 0
    """
    for number, point in enumerate(trial.exercise.special_points):
        draws = 1 if point.any_subgradient else DRAWS
        way, words = f"{SPECIAL}{number}", _words(point)
        probes = [at(trial, words, trial.main, way, draw) for draw in range(draws)]
        outcome = (
            _between(trial, probes[0])
            if point.any_subgradient
            else judge(trial, probes, "special-point")
        )
        if outcome.status is not Status.PASSED:
            return replace(outcome, case=trial.main.label)
    return Outcome(case=trial.main.label)


def _words(point: SpecialPoint) -> str:
    some = "rows" if point.rows else "entries"
    where = " and ".join(
        f"{some} of `{name}` {'equal to each other' if at == 'ties' else f'at {at:.12g}'}"
        for name, at in point.at.items()
    )
    return f"with {where}" + (f" ({point.why})" if point.why else "")


def _between(trial: Trial, probe: Probe) -> Outcome:
    """Entry by entry within the slopes on either side."""
    answers = trial.learner.run(
        [Forward(0, probe.inputs, trial.everything), Backward(1, 0, tuple(probe.cotangents))]
    )
    found = gradients(answers[1]).values
    for index, (spec, actual, right) in enumerate(
        zip(trial.exercise.inputs, found, probe.gradients, strict=True)
    ):
        if right is None:
            continue
        low, high, slack = one_sided(trial.oracle.call, probe.inputs, probe.cotangents, index)
        value = torch.zeros_like(low) if actual is None else actual.to(torch.float64)
        nearest = value.clamp(low - slack - right.tolerance, high + slack + right.tolerance)
        if not bool(torch.equal(nearest, value)):
            return Outcome(
                status=Status.FAILED,
                code="special-point",
                message=f"{probe.when}, the gradient of `{spec.name}` lies outside of the slopes"
                " on either side",
            )
    return Outcome()
