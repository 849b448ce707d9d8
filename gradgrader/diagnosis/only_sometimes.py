"""Right for usual numbers, and wrong for large, small or special ones."""

from __future__ import annotations

from gradgrader.diagnosis._point import VALUE
from gradgrader.diagnosis._shrink import smallest
from gradgrader.diagnosis._slice import lines_behind
from gradgrader.diagnosis._state import mixed_up
from gradgrader.diagnosis.base import WHERE, Findings, rule
from gradgrader.diagnosis.where_not_finite import of_output, text_of
from gradgrader.model.result import Diagnosis, Location, Status

CHECKS = {
    "magnitudes": "for numbers of another size",
    "homogeneous": "for an incoming gradient of another size",
    "balanced": "for an incoming gradient whose entries add up to 0",
    "additive": "for a sum of two losses",
    "domain": "for numbers of one sign",
    "nonfinite": "where something is not finite",
    "special-points": "at special points",
}


@rule
def only_sometimes(findings: Findings) -> Diagnosis | None:
    """Gradients are right for random inputs, but not for all."""
    name = next((name for name in CHECKS if findings.failed(name)), None)
    outcome = findings.failed(name or "")
    if name is None or outcome is None or outcome.status is not Status.FAILED:
        return None
    if findings.failed("gradients") or mixed_up(findings):
        return None
    example = None
    if name in {"magnitudes", "domain", "homogeneous", "balanced"}:
        example = smallest(findings, lambda fault: fault.kind == VALUE)
    words = outcome.message.split(": at ", 1)[0].split(" but ", 1)[-1]
    message = words[:1].upper() + words[1:]
    what = "Your forward is" if of_output(outcome) else "Your gradients are"
    return Diagnosis(
        code="only-sometimes",
        confidence="exact",
        title=f"wrong {CHECKS[name]}",
        message=f"{what} right for usual numbers, but not {CHECKS[name]}. {message}.",
        locations=() if of_output(outcome) else _only_line(findings),
        checks=(*CHECKS, "numeric", "taylor", "adjoint"),
        counterexample=example,
    )


def _only_line(findings: Findings) -> tuple[Location, ...]:
    """The line, where all that backward computes is one, and lines are to be told."""
    made = text_of(findings) if findings.hints >= WHERE else None
    lines = lines_behind(made, range(len(findings.exercise.inputs))) if made else None
    if made is None or lines is None or lines[0] < lines[1]:
        return ()
    return (made.sketch.unit.at(lines[0]),)
