"""P37: identities that every right gradient fulfils."""

from __future__ import annotations

from functools import partial

from gradgrader.checks.base import SLIGHT, Outcome, Trial, check
from gradgrader.exercises.compare import gap
from gradgrader.exercises.identities import holds
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import gradients, outputs
from gradgrader.sandbox.messages import Backward, Forward


@check(
    Severity.WRONG,
    needs=("contract",),
    applies=lambda trial: bool(trial.exercise.invariants),
    unseen=SLIGHT,
)
def invariants(trial: Trial) -> Outcome:
    """Does it fulfil the identities that the exercise names?

    Each is an expression that is zero for the reference, to the rounding that it has there.

    For example: `g * y` for the gradient of softmax
    """
    case, oracle = trial.main, trial.oracle
    forward, backward = trial.learner.run(
        [
            Forward(0, oracle.inputs(case), trial.everything),
            Backward(1, 0, oracle.cotangents(case)),
        ]
    )
    outputs(forward)
    found = gradients(backward).values
    for number, invariant in enumerate(trial.exercise.invariants):
        right = oracle.once(f"invariant {number}", partial(oracle.invariant, case, invariant))
        values = [one.value for one in oracle.forward(case)]
        value = holds(
            trial.exercise,
            invariant,
            oracle.inputs(case),
            list(zip(values, oracle.cotangents(case), strict=True)),
            found,
        )
        distance = gap(value, right)
        if not distance.closed:
            return Outcome(
                status=Status.FAILED,
                code="invariant",
                case=case.label,
                message=f"{invariant.words}; yours are off by {distance.error or 0:.2g}",
            )
    return Outcome(case=case.label)
