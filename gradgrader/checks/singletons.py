"""P14: sizes of one."""

from __future__ import annotations

from gradgrader.checks._probe import at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.exercises.inputs import resized
from gradgrader.model.result import Severity


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: bool(trial.main.sizes),
    unseen="it sees only the sizes that it is given",
)
def singletons(trial: Trial) -> Outcome:
    """Is it right where a dimension has size 1?

    Each dimension in turn, and all of them. `squeeze()` takes away an axis that was meant, and a
    tensor of size 1 broadcasts against everything without a word.

    For example: `g * x.cos().squeeze(1)`
    """
    cases = [resized(trial.exercise, dim, 1) for dim in trial.main.sizes]
    cases.append(resized(trial.exercise, None, 1))
    distinct = {case.label: case for case in cases}.values()
    probes = [at(trial, f"for {case.label}", case) for case in distinct]
    return judge(trial, probes, "singleton")
