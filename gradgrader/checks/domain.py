"""P17: negative inputs, positive inputs."""

from __future__ import annotations

from gradgrader.checks._probe import at, judge
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity


@check(
    Severity.WRONG,
    needs=("gradients",),
    applies=lambda trial: any(spec.signed for spec in trial.exercise.inputs),
    unseen="it sees only the inputs that it is given, here of both signs",
)
def domain(trial: Trial) -> Outcome:
    """Is it right for negative inputs and for positive ones?

    All negative, then all positive; `torch.rand` only ever asks the latter. (Inputs of an exercise
    that declares another domain stay as they are.)

    For example: `1 - a * a.abs()` for the slope of tanh
    """
    case = trial.main
    probes = [at(trial, f"with all inputs {sign}", case, sign) for sign in ("negative", "positive")]
    return judge(trial, probes, "domain")
