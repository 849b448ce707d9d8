"""P24: inputs and outputs are somebody else's tensors."""

from __future__ import annotations

from gradgrader.checks._kept import changed, looked
from gradgrader.checks.base import Outcome, Trial, check
from gradgrader.model.result import Severity, Status


@check(
    Severity.DANGEROUS,
    needs=("forward",),
    unseen="it does not look at the inputs afterwards",
)
def inputs_untouched(trial: Trial) -> Outcome:
    """Do forward and backward leave inputs and outputs as they were?

    Values are compared, since `.data` and numpy change them without a new version.

    For example: `x.data.clamp_(-9, 9)` in forward
    """
    exercise, given = trial.exercise, trial.oracle.inputs(trial.main)
    before, after = looked(trial)
    names = [spec.name for spec in exercise.inputs]
    found = [
        *(f"forward changes its input `{names[i]}`" for i in changed(given, before.inputs)),
        *(f"backward changes the input `{names[i]}`" for i in changed(before.inputs, after.inputs)),
        *(
            f"backward changes the output `{exercise.outputs[i]}`"
            for i in changed(before.outputs, after.outputs)
        ),
    ]
    if not found:
        return Outcome(case=trial.main.label)
    return Outcome(
        status=Status.FAILED,
        code="tensor-changed",
        case=trial.main.label,
        message=f"{found[0]}, which belongs to whoever called it: work on a copy",
    )
