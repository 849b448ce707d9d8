"""Forward is not the function that is asked for: what it is instead."""

from __future__ import annotations

from gradgrader.checks.base import Outcome
from gradgrader.diagnosis._outputs import ORDER, instead
from gradgrader.diagnosis._point import VALUE
from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._text import at, method, returns
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis, Location, Status

TOLD = {"value", "shape", "count", "kind", "dtype"}
AT_RETURN = {"count", "kind"}
UNKNOWN = "Your forward does not compute what is asked for."
FIRST = "Gradients can only be judged when forward is right."


@rule
def wrong_forward(findings: Findings) -> Diagnosis | None:
    """Forward returns something else; nothing is said about gradients then."""
    outcome = findings.failed("forward")
    if outcome is None or outcome.ended:
        return None
    if outcome.status is Status.CRASHED:
        return _raises(outcome)
    if outcome.code not in TOLD:
        return None
    words = instead(findings, outcome.code)
    if words is None and outcome.code != "value":
        words = f"{outcome.message[:1].upper()}{outcome.message[1:]}."
    returned = outcome.code in AT_RETURN or (words or "").startswith(ORDER)
    values = outcome.code == "value"
    return Diagnosis(
        code="wrong-forward",
        confidence="exact" if words else "likely",
        title="forward computes something else",
        message=f"{words or UNKNOWN} {FIRST}",
        locations=_returned(findings) if returned else (),
        checks=("forward",),
        counterexample=smallest(
            findings, lambda fault: fault.kind == VALUE, [findings.trial.main], forward=True
        )
        if values
        else None,
    )


def _raises(outcome: Outcome) -> Diagnosis:
    return Diagnosis(
        code="forward-raises",
        confidence="exact",
        title="forward stops with an exception",
        message=f"Your forward does not get to its end: {outcome.message}. {FIRST}",
        locations=outcome.locations,
        checks=("forward",),
    )


def _returned(findings: Findings) -> tuple[Location, ...]:
    """Where forward returns."""
    found = returns(method(findings.sketch, "forward"))
    return (at(findings.sketch, found[-1]),) if findings.sketch and found else ()
