"""Sizes that the exercise does not promise: worth knowing, no ground to fail."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from gradgrader.checks.base import Outcome, Trial, ask, check
from gradgrader.checks.shapes import at_size
from gradgrader.errors import InvalidExercise
from gradgrader.exercises.refused import taken
from gradgrader.model.exercise import Case
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.messages import Forward, Outputs, Raised


@check(
    Severity.ADVICE,
    needs=("shapes",),
    applies=lambda trial: bool(trial.exercise.beyond),
)
def beyond(trial: Trial) -> Outcome:
    """Does it hold for sizes that the exercise does not promise?

    To refuse them with an exception in forward is a right answer: what nobody promised may be
    refused, and what the reference refuses must be, with the same kind of exception. What forward
    takes, backward must be able to differentiate.

    For example: `k.T @ q` where only square sizes fit
    """
    refused, allowed = [], "may"
    for case in trial.exercise.beyond:
        if not taken(trial.oracle, [case]):
            if problem := _not_refused(trial, case):
                return Outcome(
                    status=Status.FAILED, message=problem, code="not-refused", case=case.label
                )
            refused.append(case.label)
            allowed = "must"
            continue
        outcome = ask(trial, partial(at_size, case=case))
        if outcome.status is Status.FAILED:
            message = f"wrong for {case.label}, which is not promised: {outcome.message}"
            return replace(outcome, message=message, case=case.label, blocks=())
        if outcome.status is not Status.PASSED and _taken(trial, case):
            message = f"takes {case.label}, which is not promised, and then {outcome.message}"
            return replace(outcome, status=Status.FAILED, message=message, code="beyond")
        if outcome.status is not Status.PASSED:
            refused.append(case.label)
    return Outcome(
        case=", ".join(case.label for case in trial.exercise.beyond),
        message=f"refuses {', '.join(refused)}, as it {allowed}" if refused else "",
    )


def _not_refused(trial: Trial, case: Case) -> str:
    """What forward does instead of raising what the reference raises."""
    wanted = ""
    try:
        trial.oracle.forward(case)
    except InvalidExercise as refusal:
        wanted = type(refusal.__cause__).__name__
    (answer,) = trial.learner.run([Forward(0, trial.oracle.inputs(case), trial.everything)])
    if not isinstance(answer, Raised):
        return f"takes {case.label}, where forward must raise {wanted}"
    if answer.type != wanted:
        return f"raises {answer.type} for {case.label}, expected {wanted}"
    return ""


def _taken(trial: Trial, case: Case) -> bool:
    """Whether forward takes these sizes."""
    (answer,) = trial.learner.run([Forward(0, trial.oracle.inputs(case), trial.everything)])
    return isinstance(answer, Outputs)
