"""What is wrong with a grade or a submission, in sentences; the words may still be a student's."""

from __future__ import annotations

from collections.abc import Iterator

from gradgrader.model.result import (
    FINE,
    CheckResult,
    Diagnosis,
    Grade,
    Location,
    Status,
    SubmissionReport,
)
from gradgrader.report._page.words import bounded


def failing(grade: Grade) -> Iterator[CheckResult]:
    """The required checks that did not pass."""
    return (check for check in grade.checks if check.required and check.status not in FINE)


def how(grade: Grade) -> str:
    """How an exercise ended, as pages call it: its status, or `not-begun`."""
    return Status(grade.status).value if grade.begun else "not-begun"


def problems(report: SubmissionReport) -> Iterator[str]:
    """What is to be said about the hand-in itself, with the places."""
    return (bounded(_at(one.location) + one.message) for one in report.problems)


def sentences(grade: Grade) -> list[str]:
    """What is wrong with an exercise, a sentence each; empty where it passed."""
    if grade.status is Status.PASSED:
        return []
    explained = {check for diagnosis in grade.diagnoses for check in diagnosis.checks}
    said = [f"{one.title}: {_with_advice(one)}" for one in grade.diagnoses]
    said += [
        f"{check.check}: {check.message}"
        for check in failing(grade)
        if check.check not in explained
    ]
    return [bounded(words) for words in said] or [grade.status.value]


def _with_advice(one: Diagnosis) -> str:
    """What it says, and what to do, as one or more sentences."""
    joint = " " if one.message.endswith(".") else "; "
    return f"{one.message}{joint}{one.advice}" if one.advice else one.message


def _at(location: Location | None) -> str:
    return f"{location}: " if location and str(location) else ""
