"""P08: the gradient of a sum is the sum of the gradients."""

from __future__ import annotations

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.derive import Expected
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward

SLACK = 4.0


@check(
    Severity.WRONG,
    needs=("contract",),
    unseen="it sends a gradient into one output at a time",
)
def additive(trial: Trial) -> Outcome:
    """Do two losses added give the two gradients added?

    B(g + h) = B(g) + B(h) for cotangents g and h of all outputs. A product of two incoming
    gradients, or logic that depends on their signs, breaks it. The tolerance is that of three
    gradients and of their sum.

    For example: `return gy * z - gz * y + gy * gz`
    """
    case, oracle = trial.main, trial.oracle
    one, two = oracle.cotangents(case), oracle.cotangents(case, 1)
    both = tuple(g + h for g, h in zip(one, two, strict=True))
    first, *answers = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Backward(1, 0, one),
            Backward(2, 0, two),
            Backward(3, 0, both),
        ]
    )
    outputs(first)
    for spec, g, h, together, right in zip(
        trial.exercise.inputs,
        *(gradients(answer).values for answer in answers),
        oracle.gradients(case),
        strict=True,
    ):
        if g is None or h is None or right is None:
            continue
        distance = gap(together, Expected(g + h, SLACK * right.tolerance))
        if not distance.closed:
            return Outcome(
                status=Status.FAILED,
                code="not-additive",
                case=case.label,
                message="the gradient of a sum of two losses is not the sum of their gradients:"
                f" {distance.sentence(f'that of `{spec.name}`')}",
                unseen=SLIGHT if distance.slight else "",
            )
    return Outcome(case=case.label)
