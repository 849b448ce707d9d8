"""What a step hands to those that follow, GitHub Classroom's reporter among them."""

from __future__ import annotations

import base64
import json
from typing import Any

from gradgrader.model.result import Grade, Report, Status
from gradgrader.report._findings import UNANSWERED
from gradgrader.report._page.words import rounded
from gradgrader.report._said import sentences
from gradgrader.report.base import View, clean


def outputs(report: Report, view: View, room: int) -> str:
    """Lines of $GITHUB_OUTPUT: points, whether all passed, and `result` for the reporter."""
    del view
    score = sum(one.score for one in report.submissions)
    most = sum(one.max_score for one in report.submissions)
    passed = all(one.status is Status.PASSED for one in report.submissions)
    lines = [
        f"score={rounded(score)}",
        f"max-score={rounded(most)}",
        f"passed={json.dumps(passed)}",
        f"result={_encoded(report, passed=passed, most=most)}",
    ]
    kept = [line for line in lines if len(line) < room]
    return "\n".join(kept) + "\n"


def _encoded(report: Report, *, passed: bool, most: float) -> str:
    """What classroom-resources/autograding-grading-reporter reads: JSON in base64.

    It adds up the tests' own scores, so that there are points for a part of the answer.
    """
    judged = any(one.judged for one in report.submissions)
    result = {
        "version": 1,
        "status": "pass" if passed else "fail" if judged else "error",
        "max_score": rounded(most),
        "tests": [
            *(_test(grade) for one in report.submissions for grade in one.grades),
            *(
                _told("submission", problem.message)
                for one in report.submissions
                for problem in one.problems
                if not one.judged or problem.code == UNANSWERED
            ),
        ],
    }
    return base64.b64encode(json.dumps(result).encode()).decode()


def _test(grade: Grade) -> dict[str, Any]:
    passed = grade.status is Status.PASSED
    return {
        "name": grade.exercise,
        "status": "pass" if passed else "fail",
        "score": rounded(grade.score),
        "message": "\n".join(map(clean, sentences(grade))),
    }


def _told(name: str, message: str) -> dict[str, Any]:
    return {"name": name, "status": "fail", "score": 0, "message": clean(message)}
