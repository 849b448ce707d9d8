"""Gradescope: a results.json for each student, as an autograder writes it."""

from __future__ import annotations

from typing import Any

import msgspec

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import Status
from gradgrader.report._page.words import bounded, rounded
from gradgrader.report._said import problems
from gradgrader.report.base import clean
from gradgrader.sheets._folders import folders
from gradgrader.sheets._found import BY_HAND, Mark, marks, status, unjudged, wrong
from gradgrader.sheets.base import sheet


@sheet
def gradescope(cohort: Cohort) -> dict[str, str]:
    """`ID/results.json`, for who is missing too."""
    names = folders([standing.student.id for standing in cohort.standings])
    return {
        f"{names[standing.student.id]}/results.json": _results(cohort, standing)
        for standing in cohort.standings
    }


def _results(cohort: Cohort, standing: Standing) -> str:
    """The score on top counts for the tests' sum; formats keep text from being read as HTML."""
    hand_in = standing.hand_in
    results = {
        "score": rounded(standing.score),
        "output": _output(standing),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "tests": [
            _test(number, mark, standing) for number, mark in enumerate(marks(cohort, standing), 1)
        ],
        "extra_data": {
            "student": clean(standing.student.id),
            "status": status(standing),
            "attempt": hand_in.attempt if hand_in else None,
            "late": hand_in.late if hand_in else None,
            "gradgrader": clean(cohort.gradgrader),
            "torch": clean(cohort.torch),
            "isolation": clean(cohort.isolation),
        },
    }
    return msgspec.json.format(msgspec.json.encode(results), indent=2).decode() + "\n"


def _output(standing: Standing) -> str:
    said = [BY_HAND] if any(not one.exercise for one in standing.overrides) else []
    if standing.report is None:
        return "\n".join([*said, unjudged(standing)])
    said += problems(standing.report)
    said += (
        bounded(f"{one.function} ({one.location}) is not graded: {one.reason}")
        for one in standing.report.unmatched
    )
    return "\n".join(map(clean, said))


def _test(number: int, mark: Mark, standing: Standing) -> dict[str, Any]:
    found = mark.grade.status if mark.grade else None
    said = ([BY_HAND] if mark.by_hand else []) + wrong(mark, standing)
    codes = [one.code for one in mark.grade.diagnoses] if mark.grade else []
    return {
        "name": clean(mark.asked.title or mark.asked.id),
        "number": str(number),
        "score": rounded(mark.score or 0),
        "max_score": rounded(mark.asked.points),
        "status": "passed" if found is Status.PASSED else "failed",
        "output": "\n".join(map(clean, said)),
        "tags": [clean(tag) for tag in dict.fromkeys([mark.asked.id, found or "", *codes]) if tag],
    }
