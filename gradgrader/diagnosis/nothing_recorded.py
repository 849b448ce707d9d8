"""backward asks autograd for a gradient of something that autograd has not seen."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._text import calls, method, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Status
from gradgrader.submissions.sketch import BACKWARDS

UNSEEN = "does not require grad and does not have a grad_fn"
TURNED_ON = ("enable_grad", "set_grad_enabled")


@rule
def nothing_recorded(findings: Findings) -> Diagnosis | None:
    """backward runs a forward again and calls autograd on it, without turning gradients on."""
    outcome, found = findings.failed("contract"), asked_in_vain(findings)
    if outcome is None or not found:
        return None
    return Diagnosis(
        code="nothing-recorded",
        confidence="likely",
        title="autograd has seen nothing to go back through",
        message="Inside of a backward gradients are off, so that nothing is recorded there: what"
        " you ask autograd for has no history.",
        advice="Run what you want to be differentiated under `torch.enable_grad()`, on tensors that"
        " require a gradient.",
        locations=outcome.locations or places(findings.sketch, found[:1]),
        checks=("contract", "gradients", "gradcheck", "numeric"),
    )


def asked_in_vain(findings: Findings) -> list[ast.Call]:
    """Where backward asks autograd for gradients, if it raises since gradients are off there."""
    outcome = findings.failed("contract")
    if outcome is None or outcome.status is not Status.CRASHED or UNSEEN not in outcome.message:
        return []
    own = method(findings.sketch, *BACKWARDS)
    if own is None or next(calls(findings.sketch, *TURNED_ON), None) is not None:
        return []
    inside = {id(node) for node in ast.walk(own)}
    return [call for call in calls(findings.sketch, "grad", "backward") if id(call) in inside]
