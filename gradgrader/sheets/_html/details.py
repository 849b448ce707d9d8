"""All that a page tells of each student, packed: what many have in common is there once."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import (
    FINE,
    Block,
    CheckResult,
    Diagnosis,
    Grade,
    Problem,
    Status,
    SubmissionReport,
)
from gradgrader.report._page.words import bounded, near
from gradgrader.report.base import clean
from gradgrader.sheets._found import marks, score, status
from gradgrader.sheets._html import excerpts
from gradgrader.sheets._html.excerpts import Texts

PRINTED = 20_000  # characters of what a hand-in printed
NOTHING = {"problems": (), "unmatched": (), "printed": ""}


def packed(cohort: Cohort) -> str:
    """The details as JSON, compressed by zlib, in base64."""
    grades, codes = _Pool(), _Pool()
    students = [_student(cohort, standing, grades, codes) for standing in cohort.standings]
    told = {"students": students, "grades": grades.entries, "codes": codes.entries}
    content = msgspec.json.encode(told)
    return base64.b64encode(zlib.compress(content, 9)).decode()


@dataclass(slots=True)
class _Pool:
    """Things of which equal ones are there once."""

    entries: list[Any] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def put(self, entry: Any) -> int:
        """The number of an entry, made harmless."""
        made = cleaned(entry)
        key = msgspec.json.encode(made)
        if key not in self.known:
            self.known[key] = len(self.entries)
            self.entries.append(made)
        return self.known[key]


def cleaned(value: Any) -> Any:
    """`value` with every text in it made harmless; their lines stay."""
    match value:
        case str():
            return clean(value, lines=True)
        case list() | tuple():
            return [cleaned(one) for one in value]
        case dict():
            return {name: cleaned(one) for name, one in value.items()}
        case _:
            return value


def _student(cohort: Cohort, standing: Standing, grades: _Pool, codes: _Pool) -> dict[str, Any]:
    of = excerpts.texts(cohort.sources.get(standing.student.id, ()))
    told = {
        **msgspec.to_builtins(standing.student),
        "status": status(standing),
        "score": near(score(standing)),
        "most": near(cohort.max_score),
        "hand_in": _handed_in(standing),
        "graded": standing.graded,
        "overrides": [
            msgspec.to_builtins(one) | {"score": near(one.score)} for one in standing.overrides
        ],
        **(_file(standing.report, of) if standing.report else NOTHING),
    }
    each = [
        {
            "score": near(mark.score),
            "by_hand": mark.by_hand,
            "grade": mark.grade and grades.put(_grade(mark.grade)),
            "code": mark.grade and codes.put(excerpts.of_grade(mark.grade, of)),
        }
        for mark in marks(cohort, standing)
    ]
    return {**cleaned(told), "grades": each}


def _handed_in(standing: Standing) -> dict[str, Any] | None:
    one = standing.hand_in
    return {"path": one.path, "attempt": one.attempt, "late": one.late} if one else None


def _file(report: SubmissionReport, of: Texts) -> dict[str, Any]:
    """What is told of the hand-in itself."""
    return {
        "problems": [_problem(one, of) for one in report.problems],
        "unmatched": [
            {"function": one.function, "where": str(one.location), "why": one.reason}
            for one in report.unmatched
        ],
        "printed": bounded(report.output, PRINTED),
    }


def _problem(one: Problem, of: Texts) -> dict[str, Any]:
    return {
        "where": str(one.location or ""),
        "message": one.message,
        "hint": one.hint,
        "code": excerpts.of_location(one.location, of),
    }


def _grade(grade: Grade) -> dict[str, Any]:
    return {
        "function": grade.function,
        "where": str(grade.location),
        "status": grade.status,
        "most": near(grade.max_score),
        "earned": near(grade.score),
        "found": grade.matched_by,
        "blocks": [_block(one) for one in grade.blocks],
        "diagnoses": [_diagnosis(one) for one in grade.diagnoses],
        "failed": [_check(one, grade) for one in grade.checks if one.status not in FINE],
        "passed": [one.check for one in grade.checks if one.status is Status.PASSED],
        "skipped": [
            [one.check, one.message] for one in grade.checks if one.status is Status.SKIPPED
        ],
    }


def _block(one: Block) -> Mapping[str, Any]:
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


def _diagnosis(one: Diagnosis) -> Mapping[str, Any]:
    return {
        "code": one.code,
        "confidence": one.confidence,
        "title": one.title,
        "message": one.message,
        "advice": one.advice,
        "where": [str(location) for location in one.locations],
        "checks": one.checks,
    }


def _check(one: CheckResult, grade: Grade) -> Mapping[str, Any]:
    explained = {name for diagnosis in grade.diagnoses for name in diagnosis.checks}
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
