"""P14: sizes of zero."""

from __future__ import annotations

from dataclasses import replace

from gradgrader.checks._probe import at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import resized
from gradgrader.exercises.refused import taken
from gradgrader.model.result import Severity


@check(
    Severity.INCOMPLETE,
    needs=("gradients",),
    applies=lambda trial: bool(trial.main.sizes),
)
def empty(trial: Trial) -> Outcome:
    """Does it survive an empty batch?

    Each dimension in turn has size 0 (but those that an index points into, or of which the
    reference can't have none). Only a fault where a tensor operation would have carried on:
    forward may refuse, backward may not.

    For example: `g * x.cos() + 0 * x.max()`
    """
    exercise = trial.exercise
    cases = [resized(exercise, dim, 0) for dim in trial.main.sizes]
    pointed = [one.below for one in exercise.constants if one.below and not one.below.isdigit()]
    able = [case for case in cases if all(case.sizes[dim] for dim in pointed)]
    distinct = {case.label: case for case in taken(trial.oracle, able)}.values()
    probes = [at(trial, f"for {case.label}", case) for case in distinct]
    return judge(trial, [replace(probe, refusable=True) for probe in probes], "empty")
