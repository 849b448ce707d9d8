"""The line in which an output or a gradient stops being finite."""

from __future__ import annotations

from collections.abc import Container

from gradgrader.checks.base import Outcome
from gradgrader.diagnosis._attempts import Attempts
from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._exam import Exam, oblong, other, scaled
from gradgrader.diagnosis._known import WAY_BACK, watches
from gradgrader.diagnosis._program import Program, program
from gradgrader.diagnosis.base import WHERE, Findings, rule
from gradgrader.diagnosis.block_class import told_by_values
from gradgrader.exercises.inputs import MAGNITUDES
from gradgrader.model.result import Diagnosis, Location

NOT_FINITE, SOMETIMES = "not-finite", "only-sometimes"
NO_NUMBER = "is not finite"


@rule
def where_not_finite(findings: Findings) -> Diagnosis | None:
    """From --hints 3: the first line whose value is not finite, of backward or of forward."""
    found = not_finite_at(findings)
    if not found:
        return None
    return Diagnosis(
        code=NOT_FINITE if findings.failed("gradients") else SOMETIMES,
        confidence="exact",
        title="a value is not finite",
        message="What goes into this line is finite, and what comes out is not.",
        locations=found,
    )


def not_finite_at(findings: Findings) -> tuple[Location, ...]:
    """The line of the first value that is inf or nan, where gradients or outputs are."""
    if findings.hints < WHERE:
        return ()
    return findings.once("not finite at", lambda: _located(findings))


def text_of(findings: Findings) -> Program | None:
    """The class as text that can be edited, if there is one."""
    if findings.sketch is None:
        return None
    return program(findings.sketch, len(findings.exercise.inputs))


def _located(findings: Findings) -> tuple[Location, ...]:
    oracle = other(findings.trial.oracle)
    if told_by_values(findings):
        found = kinds(findings)
        wrong = found and {kind.name for kind in found.values()} == {NOT_FINITE}
        return _first(findings, oblong(oracle)) if wrong else ()
    outcome = findings.failed("magnitudes")
    if outcome is None or findings.failed("gradients") or NO_NUMBER not in outcome.message:
        return ()
    roles = {"forward"} if of_output(outcome) else WAY_BACK
    for scale in MAGNITUDES:
        if lines := _first(findings, scaled(oracle, f"times {scale:g}"), roles):
            return lines
    return ()


def of_output(outcome: Outcome) -> bool:
    """Whether it is an output that a check found wrong, and no gradient."""
    return "output `" in outcome.message and "gradient" not in outcome.message


def _first(
    findings: Findings, exam: Exam, roles: Container[str] = WAY_BACK
) -> tuple[Location, ...]:
    """Where the first value is made that is not finite, if every gradient should be."""
    made = text_of(findings)
    if made is None or not bool(exam.expected.isfinite().all()):
        return ()
    attempts = Attempts(findings.trial.learner, made, most=1)
    watched = watches(attempts, roles)
    version = [watch.recorder(number) for number, watch in enumerate(watched)]
    for _, number, value in attempts.watched(exam, [version]).seen:
        if not bool(value.isfinite().all()):
            return (made.sketch.unit.at(watched[number].statement.lineno),)
    return ()
