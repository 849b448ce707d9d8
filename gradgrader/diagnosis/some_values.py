"""Right for some values of a plain argument only."""

from __future__ import annotations

from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._values import deciding
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.hard_coded import CHECKS, EXPLAINED, first_case_only
from gradgrader.model.result import Diagnosis, Status


@rule
def some_values(findings: Findings) -> Diagnosis | None:
    """Gradients are right for some values of `dim` (or so), and wrong or stopped for others."""
    outcome = next((o for name in CHECKS if (o := findings.failed(name))), None)
    if outcome is None or not first_case_only(findings) or not deciding(findings):
        return None
    crashed = outcome.status is Status.CRASHED
    return Diagnosis(
        code="some-values",
        confidence="exact",
        title="right for some values of an argument only",
        message=f"Your backward {'stops' if crashed else 'is wrong'} {deciding(findings)}.",
        locations=outcome.locations if crashed else (),
        checks=EXPLAINED,
        counterexample=smallest(findings, lambda _: True, findings.exercise.cases[1:]),
    )
