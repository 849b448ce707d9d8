"""The bank graded: nothing wrong gets by without a word, nothing right is accused.

`make quality` does the same for mutants, and shows what torch's own checks make of them all.
"""

from __future__ import annotations

import pytest
from bank import Entry, right, wrong

from gradgrader.model.result import CheckResult, Status, SubmissionReport

FINE = {Status.PASSED, Status.SKIPPED}
DECLARED = {"second-order", "gradgradcheck"}


def failed(report: SubmissionReport) -> list[CheckResult]:
    """Checks that did not pass, but for second derivatives that are honestly refused."""
    found = [one for grade in report.grades for one in grade.checks if one.status not in FINE]
    refused = any(one.code == "refused" for one in found)
    return [one for one in found if not (refused and one.check in DECLARED)]


@pytest.mark.parametrize("entry", wrong(), ids=lambda entry: entry.name)
def test_wrong_function_is_noticed(entry: Entry, grade) -> None:
    """Some check fails, or there is nothing that could be graded."""
    report = grade(entry.path, exercises=(entry.exercise,))

    assert not report.grades or failed(report)


@pytest.mark.parametrize("entry", right(), ids=lambda entry: entry.name)
def test_right_function_is_not_accused(entry: Entry, grade) -> None:
    """It passes, and no check that it must not fail has anything to say."""
    report = grade(entry.path, exercises=(entry.exercise,))
    told = {one.check: one.message for one in failed(report) if one.check not in entry.may}

    assert report.status is Status.PASSED
    assert told == {}
