"""What is offered after a failed exercise: the next level of --hints that may say more."""

from __future__ import annotations

import pytest

from gradgrader.model.result import (
    CheckResult,
    Diagnosis,
    Grade,
    Location,
    Severity,
    Status,
    SubmissionReport,
)
from gradgrader.report._ending import following


def handed_in(*failing: str) -> SubmissionReport:
    """One Function that fails these checks, each explained."""
    checks = tuple(
        CheckResult(check=name, severity=Severity.WRONG, required=True, status=Status.FAILED)
        for name in failing
    )
    told = (Diagnosis(code="some", confidence="exact", title="some", message="Some."),)
    grade = Grade(
        exercise="tanh",
        function="Tanh",
        location=Location(line=1),
        status=Status.FAILED,
        score=0.0,
        max_score=1.0,
        matched_by="name",
        blocks=(),
        checks=checks,
        diagnoses=told,
    )
    return SubmissionReport(
        path="tanh.py", status=Status.FAILED, score=0.0, max_score=1.0, grades=(grade,)
    )


OFFERED = {
    ("gradients",): [2, 3, 4, None],  # why, where, and what to write
    ("magnitudes",): [2, 3, 4, None],
    ("gradients", "inputs-untouched"): [2, None, None, None],  # its line is known from 1 on
    ("contract",): [None] * 4,
    ("stale",): [None] * 4,
    ("forward",): [3, 3, None, None],
    ("second-order",): [4, 4, 4, None],
}


@pytest.mark.parametrize("failing", OFFERED, ids="+".join)
def test_only_what_may_say_more_is_offered(failing: tuple[str, ...]) -> None:
    """A level that has nothing to add is passed over."""
    offered = [following(handed_in(*failing), hints) for hints in range(1, 5)]

    wanted = [[] if level is None else [f"--hints {level}"] for level in OFFERED[failing]]
    assert offered == [[*level, "gradgrader hint tanh"] for level in wanted]
