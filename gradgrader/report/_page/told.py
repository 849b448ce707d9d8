"""What a page tells of a submission and its grades, as its script reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gradgrader.model.picture import Jacobian, Matrix, Taylor
from gradgrader.model.result import (
    FINE,
    Block,
    CheckResult,
    Diagnosis,
    Fix,
    Grade,
    Location,
    Problem,
    Status,
    SubmissionReport,
)
from gradgrader.report._page import excerpts
from gradgrader.report._page.excerpts import Texts
from gradgrader.report._page.words import bounded, near
from gradgrader.report._said import how
from gradgrader.report._shades import maps

PRINTED = 20_000  # characters of what a hand-in printed
SKIPPED = "magic-skipped"  # what stands there instead is not the learner's line
Told = Mapping[str, Any]


def file(report: SubmissionReport, of: Texts) -> dict[str, Any]:
    """What is told of the hand-in itself."""
    return {
        "problems": [_problem(one, of) for one in report.problems],
        "unmatched": [
            {"function": one.function, "where": str(one.location), "why": one.reason}
            for one in report.unmatched
        ],
        "printed": bounded(report.output, PRINTED),
    }


def _problem(one: Problem, of: Texts) -> Told:
    return {
        "where": str(one.location or ""),
        "message": one.message,
        "hint": one.hint,
        "code": [] if one.code == SKIPPED else excerpts.of_location(one.location, of),
    }


def grade(one: Grade) -> dict[str, Any]:
    """Everything but the code."""
    told: dict[str, Any] = {
        "function": one.function,
        "where": str(one.location),
        "status": how(one),
        "most": near(one.max_score),
        "earned": near(one.score),
        "found": one.matched_by,
        "blocks": [_block(block) for block in one.blocks],
        "diagnoses": [_diagnosis(diagnosis) for diagnosis in one.diagnoses],
        "failed": [_check(check, one) for check in one.checks if check.status not in FINE],
        "passed": [check.check for check in one.checks if check.status is Status.PASSED],
        "skipped": [
            [check.check, check.message] for check in one.checks if check.status is Status.SKIPPED
        ],
    }
    if one.jacobians:
        told["jacobians"] = [_jacobian(each) for each in one.jacobians]
    if one.taylor:
        told["taylor"] = _taylor(one.taylor)
    return told


def _block(one: Block) -> Told:
    error, limit = (None if x is None else f"{x:.2g}" for x in (one.error, one.tolerance))
    compared = "≤" if one.status is Status.PASSED else ">"
    figures = f"{error} {compared} {limit}" if error and limit else error or ""
    skipped = one.status is Status.SKIPPED
    return {
        "output": one.output,
        "input": one.input,
        "status": one.status,
        "figures": "" if skipped else figures,
        "note": one.note,
    }


def _diagnosis(one: Diagnosis) -> Told:
    return {
        "code": one.code,
        "confidence": one.confidence,
        "title": one.title,
        "message": one.message,
        "advice": one.advice,
        "where": [str(location) for location in one.locations],
        "checks": one.checks,
        "example": one.counterexample.text if one.counterexample else "",
        "fix": _fix(one.fix),
    }


def _fix(one: Fix | None) -> Told | None:
    if one is None:
        return None
    where = str(Location(line=one.line, cell=one.cell, file=one.file))
    return {"where": where, "before": one.before, "after": one.after}


def _check(one: CheckResult, of: Grade) -> Told:
    explained = {name for diagnosis in of.diagnoses for name in diagnosis.checks}
    return {
        "check": one.check,
        "required": one.required,
        "severity": one.severity,
        "status": one.status,
        "message": one.message,
        "sizes": one.case,
        "detail": one.detail,
        "unseen": one.unseen,
        "where": [str(location) for location in one.locations],
        "explained": one.check in explained,
    }


def _jacobian(one: Jacobian) -> Told:
    """Three matrices in as many digits as are looked at; the difference is that of all digits."""
    right, back, off = maps(one)
    return {
        "output": one.output,
        "input": one.input,
        "rows": one.output_shape,
        "columns": one.input_shape,
        "words": one.words,
        "tops": [float(f"{each.top:.2g}") for each in (right, off)],
        "maps": [_short(each.values, each.least) for each in (right, back, off)],
    }


def _short(values: Matrix, least: float) -> list[list[float | None]]:
    return [
        [None if x is None else 0 if abs(x) <= least else float(f"{x:.3g}") for x in row]
        for row in values
    ]


def _taylor(one: Taylor) -> Told:
    left = [None if x is None else float(f"{x:.2g}") for x in one.remainders]
    return {"steps": one.steps, "left": left, "rate": round(one.rate, 2)}
