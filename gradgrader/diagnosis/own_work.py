"""Autograd, or finite differences, do what the exercise asks the learner to do."""

from __future__ import annotations

from gradgrader.checks.own_work import DIFFERENCES, GRAD_MODE
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location, Status

_WAY = (
    "Derive the gradient on paper, and write it with tensor operations on what forward saved."
    " To compare the result with autograd's, or with finite differences, is a fine test beside it."
)


@rule
def own_work(findings: Findings) -> Diagnosis | None:
    """backward calls autograd, turns it on, or takes differences of its own forward."""
    outcome = findings.outcomes.get("own-work")
    if outcome is None or outcome.status is not Status.FAILED:
        return None
    if outcome.code == GRAD_MODE:
        title = "backward turns autograd on"
        message = (
            "Here backward turns autograd on, which no formula needs: the point is to write the"
            " gradient yourself, without autograd's help."
        )
    else:
        who = "finite differences do" if outcome.code == DIFFERENCES else "autograd does"
        title = f"{who} the exercise"
        message = f"Here {who} the exercise for you; the point is to write the formula yourself."
    return Diagnosis(
        code=f"own-work-{outcome.code}",
        confidence="likely",
        title=title,
        message=message,
        advice=_WAY,
        checks=("own-work",),
        locations=outcome.locations or _class(findings),
    )


def _class(findings: Findings) -> tuple[Location, ...]:
    """The whole class, where the call stands in no line that is known."""
    sketch = findings.sketch
    return (sketch.unit.at(sketch.line, sketch.end_line),) if sketch else ()
