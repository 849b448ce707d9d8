"""More is kept for backward than the exercise allows."""

from __future__ import annotations

from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.saved_constant import kept
from gradgrader.model.result import Diagnosis
from gradgrader.model.words import listed
from gradgrader.sandbox.messages import Forward, Outputs


@rule
def kept_too_much(findings: Findings) -> Diagnosis | None:
    """Something that forward has computed is kept, where inputs (and outputs) have to be enough."""
    keeps = findings.exercise.keeps
    if findings.failed("economy") is None or keeps == "anything":
        return None
    oracle, case = findings.trial.oracle, findings.trial.main
    forward = Forward(0, oracle.inputs(case), findings.trial.everything)
    (answer,) = findings.ask([forward])
    if not isinstance(answer, Outputs):
        return None
    made = [
        (name, where)
        for name, where, saved in kept(findings.sketch, answer.saved)
        if saved.constant
    ]
    if not made:
        return None
    own = listed([f"`{name}`" for name, _ in made])
    one = len(made) == 1
    enough = "the inputs" if keeps == "inputs" else "inputs and outputs"
    return Diagnosis(
        code="kept-too-much",
        confidence="exact",
        title="too much is kept for backward",
        message=f"Forward computes {own} and keeps {'it' if one else 'them'} until backward runs."
        f" Here only {enough} may be kept: what else is needed has to be computed again.",
        advice=f"Compute {own} again in backward, from what may be kept; or does backward not need"
        f" {'it' if one else 'them'} at all?",
        locations=tuple(dict.fromkeys(where for _, where in made)),
        checks=("economy",),
    )
