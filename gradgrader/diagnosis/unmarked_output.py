"""An output without a gradient carries one, or holds something else."""

from __future__ import annotations

from gradgrader.diagnosis._text import method, places, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis


@rule
def unmarked_output(findings: Findings) -> Diagnosis | None:
    """`mark_non_differentiable` is missing for an output that is no function to differentiate."""
    outcome = findings.failed("plain-outputs")
    if outcome is None or outcome.code != "carries" or findings.failed("forward"):
        return None
    named = outcome.message.split(" carries", 1)[0]
    return Diagnosis(
        code="unmarked-output",
        confidence="exact",
        title="an output carries a gradient, and should not",
        message=f"Your {named} is no function to differentiate, but nothing says so: autograd takes"
        " it for one, and whoever trains through it gets gradients that mean nothing.",
        advice="Name it in `ctx.mark_non_differentiable(...)`, before forward returns it.",
        locations=places(findings.sketch, returns(method(findings.sketch, "forward"))[-1:]),
        checks=("plain-outputs",),
    )
