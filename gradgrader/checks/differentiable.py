"""P02: do the outputs carry gradients?"""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import outputs
from gradgrader.sandbox.messages import Forward


@check(Severity.WRONG, needs=("forward",), unseen="it leaves out outputs that carry no gradient")
def differentiable(trial: Trial) -> Outcome:
    """Can a gradient flow through every output?

    gradcheck drops outputs that don't require grad, and so says nothing about them.

    For example: `ctx.mark_non_differentiable(a)` for an output that others train through
    """
    case = trial.main
    everything = (True,) * len(trial.exercise.inputs)
    (answer,) = trial.learner.run([Forward(1, trial.oracle.inputs(case), everything)])
    dead = [
        f"`{name}`"
        for name, alive in zip(trial.exercise.outputs, outputs(answer).differentiable, strict=True)
        if not alive
    ]
    if not dead:
        return Outcome(case=case.label)
    return Outcome(
        status=Status.FAILED,
        code="not-differentiable",
        case=case.label,
        message=f"output {' and '.join(dead)} carries no gradient (detached, or marked"
        " non-differentiable): whatever is trained through it learns nothing",
    )
