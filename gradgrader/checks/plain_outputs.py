"""Outputs that carry no gradient: indices, counts, masks."""

from __future__ import annotations

import torch

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.adapter import Adapted, setting
from gradgrader.sandbox.learner import outputs
from gradgrader.sandbox.messages import Forward


@check(
    Severity.WRONG,
    needs=("forward",),
    applies=lambda trial: trial.exercise.returned != trial.exercise.outputs,
    unseen="it leaves out outputs that carry no gradient",
)
def plain_outputs(trial: Trial) -> Outcome:
    """Are outputs without a gradient right, and do they carry none?

    Whole numbers and truths can't carry one; whatever else is named so by the exercise has to be
    marked with `ctx.mark_non_differentiable`, or autograd takes it for a function of the inputs.

    For example: a running mean that is returned beside the output, and not marked
    """
    case, exercise = trial.main, trial.exercise
    assert isinstance(trial.learner, Adapted)
    for one in exercise.cases:
        inputs = trial.oracle.inputs(one)
        whole = setting(trial.oracle, inputs, whole=True)
        step = Forward(0, inputs, trial.everything, setting=whole)
        (answer,) = trial.learner.plain.run([step])
        found = outputs(answer)
        for name, right in trial.oracle.others(one).items():
            index = exercise.returned.index(name)
            value, carries = found.values[index], found.differentiable[index]
            problem = _problem(name, value, right, carries=carries)
            if problem:
                code, message = problem
                return Outcome(status=Status.FAILED, code=code, message=message, case=one.label)
    return Outcome(case=case.label)


def _problem(
    name: str, value: torch.Tensor | None, right: Expected, *, carries: bool
) -> tuple[str, str] | None:
    if value is None:
        return "kind", f"output `{name}` is no tensor"
    if carries:
        return "carries", (
            f"output `{name}` carries a gradient: it is no function to differentiate, so mark it"
            " with ctx.mark_non_differentiable"
        )
    if value.dtype != right.value.dtype:
        kinds = [str(one.dtype).removeprefix("torch.") for one in (value, right.value)]
        return "dtype", f"output `{name}` is {kinds[0]}, expected {kinds[1]}"
    distance = gap(value.double(), Expected(right.value.double(), right.tolerance))
    return None if distance.closed else ("value", distance.sentence(f"output `{name}`"))
