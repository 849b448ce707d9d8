"""P23: the incoming gradient is somebody else's tensor."""

from __future__ import annotations

from gradgrader.checks._kept import changed, looked
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status


@check(
    Severity.DANGEROUS,
    needs=("gradients",),
    unseen="it sends each incoming gradient once, and does not look at it afterwards",
)
def cotangents_untouched(trial: Trial) -> Outcome:
    """Does backward leave the incoming gradients as they were?

    Autograd hands the same tensor to others (pytorch/pytorch#81417). Values are compared, since
    `.data` and numpy change them without a new version.

    For example: `return g.mul_(1 - a * a)`
    """
    given = trial.oracle.cotangents(trial.main)
    _, after = looked(trial)
    names = [trial.exercise.outputs[index] for index in changed(given, after.cotangents)]
    if not names:
        return Outcome(case=trial.main.label)
    listed = " and ".join(f"`{name}`" for name in names)
    return Outcome(
        status=Status.FAILED,
        code="cotangent-changed",
        case=trial.main.label,
        message=f"backward changes the incoming gradient of {listed}, which others use too:"
        " write `g * x`, not `g *= x` or `g.mul_(x)`",
    )
