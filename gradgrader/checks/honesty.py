"""P32: what `once_differentiable` does not protect from."""

from __future__ import annotations

from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward, Gradients, Raised

DECLARED = (
    "declares first derivatives only; but after `.sum()` nothing is raised, and the second"
    " derivative vanishes: once_differentiable protects only if the incoming gradient needs one"
)


@check(Severity.INCOMPLETE, needs=("gradients",))
def honesty(trial: Trial) -> Outcome:
    """Is a missing second derivative refused after `.sum()` too?

    An incoming gradient that needs no gradient itself is what `.sum()` sends.
    `@once_differentiable` attaches its error only if one does: after `.sum()` the second derivative
    vanishes without a word, and what others add to the loss hides it. Whoever declares it is told
    so; it is a fault where nothing is declared.

    For example: a backward that detaches its result unless the incoming gradient requires one
    """
    case, oracle = trial.main, trial.oracle
    weights = oracle.weights(case)
    first, gradient, second, plain = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Backward(1, 0, oracle.cotangents(case), create_graph=True, fixed=True),
            Backward(2, 1, weights),
            Backward(3, 0, oracle.cotangents(case), create_graph=True),
        ]
    )
    outputs(first)
    declared = isinstance(plain, Gradients) and plain.refused
    if isinstance(gradient, Raised) or isinstance(second, Raised) or gradients(gradient).refused:
        return Outcome(case=case.label)  # it says so, or `second-order` tells of it
    expected = oracle.second(case)[: len(trial.exercise.inputs)]
    for spec, actual, right in zip(
        trial.exercise.inputs, gradients(second).values, expected, strict=False
    ):
        distance = gap(actual, right)
        if not distance.closed and declared:
            return Outcome(case=case.label, message=DECLARED)
        if not distance.closed:
            return Outcome(
                status=Status.FAILED,
                code="vanishes-after-sum",
                case=case.label,
                message="after `.sum()`, "
                + distance.sentence(f"the second derivative with respect to `{spec.name}`")
                + ", and nothing is raised",
            )
    return Outcome(case=case.label)
