"""P13: the other sizes that the exercise promises, and one drawn from the seed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from gradgrader.checks.base import Outcome, Trial, ask, check
from gradgrader.checks.forward import differs
from gradgrader.checks.gradients import asked, judged
from gradgrader.model.exercise import Case
from gradgrader.model.result import Severity, Status
from gradgrader.sandbox.learner import outputs


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: len(trial.exercise.cases) > 1,
    unseen="it sees only the sizes that it is given",
)
def shapes(trial: Trial) -> Outcome:
    """Does it hold for other sizes too?

    For example: `gx.reshape(2, 3)`, or a factor of `q.shape[0] / 2`
    """
    given = (*trial.exercise.cases[1:], trial.oracle.drawn)
    cases = {case.label: case for case in given}.values()
    for case in cases:
        outcome = ask(trial, partial(at_size, case=case))
        if outcome.status is not Status.PASSED:
            first = trial.main.label
            message = f"right for {first}, but not for {case.label}: {outcome.message}"
            return replace(outcome, message=message, case=case.label, unseen="")
    return Outcome(case=", ".join(case.label for case in cases))


def at_size(trial: Trial, case: Case) -> Outcome:
    """Forward and gradients in the sizes of `case`."""
    answers = asked(trial, case)
    if problem := differs(trial.exercise, outputs(answers[0]), trial.oracle.forward(case)):
        code, message = problem
        return Outcome(status=Status.FAILED, code=code, message=message, case=case.label)
    return judged(trial, case, answers)
