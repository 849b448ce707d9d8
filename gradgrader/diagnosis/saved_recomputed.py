"""What to save instead of an intermediate, so that second derivatives are right."""

from __future__ import annotations

from gradgrader.checks.base import CHECKS, ask
from gradgrader.diagnosis._patch import Patch, patch
from gradgrader.diagnosis._program import Program, program
from gradgrader.diagnosis._resave import KIND, recomputed
from gradgrader.diagnosis.base import WRITE, Findings, rule
from gradgrader.model.result import FINE, Diagnosis, Fix, Status


@rule
def saved_recomputed(findings: Findings) -> Diagnosis | None:
    """backward computes the intermediate again, and every derivative is right, second ones too."""
    outcome = findings.outcomes.get("second-order")
    if findings.hints < WRITE or findings.sketch is None or findings.workshop is None:
        return None
    if outcome is None or outcome.code != "silently-wrong":
        return None
    if not all(findings.outcomes[name].status in FINE for name in ("forward", "gradients")):
        return None
    made = program(findings.sketch, len(findings.exercise.inputs))
    constants = [one.position for one in outcome.saved if one.constant and one.position is not None]
    edit = recomputed(made, constants) if made else None
    change = patch(findings.sketch.unit.source, [edit]) if edit else None
    if made is None or edit is None or change is None or not _right(findings, made, change):
        return None
    unit = made.sketch.unit
    return Diagnosis(
        code=KIND,
        confidence="exact",
        title="second derivatives silently vanish",
        message="What is saved here is computed inside forward: autograd takes it for a constant.",
        locations=(unit.at(edit.line),),
        checks=("second-order", "gradgradcheck", "honesty"),
        fix=Fix(
            line=change.line,
            before=change.before,
            after=change.after,
            cell=unit.cell,
            file=unit.file,
        ),
    )


def _right(findings: Findings, made: Program, change: Patch) -> bool:
    """Whether second derivatives are right in a fresh worker, and every required check passes."""
    assert findings.workshop is not None
    unit = made.sketch.unit
    with findings.workshop.edited(findings.trial, unit, change.source) as trial:
        if trial is None or ask(trial, CHECKS["second-order"].run).status is not Status.PASSED:
            return False
    return findings.workshop.passes(findings.trial, unit, change.source)
