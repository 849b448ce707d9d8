"""Incoming gradients are not materialised, and None is not looked for."""

from __future__ import annotations

from gradgrader.diagnosis._text import calls, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis


@rule
def unused_output(findings: Findings) -> Diagnosis | None:
    """An output that nobody used sends None, which backward does not take for zeros."""
    outcome = findings.failed("undefined")
    found = list(calls(findings.sketch, "set_materialize_grads"))
    if outcome is None or not found:
        return None
    return Diagnosis(
        code="undefined-gradient",
        confidence="likely",
        title="an output that is not used sends None",
        message="You asked not to materialise incoming gradients, so an output that nobody used"
        " sends None instead of zeros; backward is not right then: "
        f"{outcome.message.split(': an incoming')[0].split(': at ')[0]}.",
        advice="Take None for zeros in each formula, or leave out `set_materialize_grads(False)`.",
        locations=(*places(findings.sketch, found), *outcome.locations),
        checks=("undefined", "second-order", "honesty", "gradcheck", "gradgradcheck"),
    )
