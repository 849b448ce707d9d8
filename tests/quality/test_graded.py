"""The bank and the mutants graded: nothing wrong gets by unnoticed, nothing right is accused.

`make quality` shows what torch's own checks make of them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest
from bank import Entry, right, wrong
from equivalent import equivalents
from mutants import EXERCISES, Mutant, everything, quick

from gradgrader.errors import UnreadableSubmission
from gradgrader.grading.grade import Grader
from gradgrader.model.result import CheckResult, Status, SubmissionReport
from gradgrader.submissions.read import read

FINE = {Status.PASSED, Status.SKIPPED}
DECLARED = {"second-order", "gradgradcheck"}
EQUIVALENT = {one.id for one in equivalents()}
# Mutants are graded in so many tests: one for each would cost more than its grade.
SHARES, ALL_SHARES = 8, 96


def failed(report: SubmissionReport) -> list[CheckResult]:
    """Checks that did not pass, but for second derivatives that are honestly refused."""
    found = [one for grade in report.grades for one in grade.checks if one.status not in FINE]
    refused = any(one.code == "refused" for one in found)
    return [one for one in found if not (refused and one.check in DECLARED)]


@pytest.mark.parametrize("entry", wrong(), ids=lambda entry: entry.name)
def test_wrong_function_is_noticed(entry: Entry, grader: Callable[..., Grader]) -> None:
    """Some check fails, or there is nothing that could be graded."""
    chosen = grader(exercises=(entry.exercise,), strict=True, hints=0)

    assert chosen.first_failing(read(entry.path), {"refused"})


@pytest.mark.parametrize("entry", right(), ids=lambda entry: entry.name)
def test_right_function_is_not_accused(entry: Entry, grade) -> None:
    """It passes, and no check that it must not fail has anything to say."""
    report = grade(entry.path, exercises=(entry.exercise,))
    told = {one.check: one.message for one in failed(report) if one.check not in entry.may}

    assert report.status is Status.PASSED
    assert told == {}


@pytest.mark.parametrize("share", range(SHARES))
def test_mutants_are_noticed(share: int, grader: Callable[..., Grader], tmp_path: Path) -> None:
    """One-step mutants of a main solution fail some check, unless they are proven right."""
    assert odd(quick()[share::SHARES], grader, tmp_path) == {}


@pytest.mark.mutants
@pytest.mark.parametrize("share", range(ALL_SHARES))
def test_mutants_of_every_solution_are_noticed(
    share: int, grader: Callable[..., Grader], tmp_path: Path
) -> None:
    """The same for each of the lab's solutions, in whatever style it is written."""
    assert odd(everything()[share::ALL_SHARES], grader, tmp_path) == {}


def odd(mutants: Iterable[Mutant], grader: Callable[..., Grader], folder: Path) -> dict[str, str]:
    """Wrong mutants that nothing is said against, and right ones that something is, by id."""
    return {
        mutant.id: f"{mutant.diff}\n{found}"
        for mutant in mutants
        if bool(found := noticed(mutant, grader, folder)) is (mutant.id in EQUIVALENT)
    }


def noticed(mutant: Mutant, grader: Callable[..., Grader], folder: Path) -> list[str]:
    """What is said against a mutant."""
    path = folder / f"{mutant.id.split('/')[1]}.py"
    path.write_text(mutant.source, encoding="utf-8")
    try:
        submission = read(path)
    except UnreadableSubmission as error:  # the class has lost a method
        return [str(error)]
    chosen = grader(exercises=(mutant.exercise,), timeout=5.0, strict=True, hints=0)
    flaws = of_solution(chosen, "/".join(mutant.id.split("/")[:2]))
    return list(filter(None, [chosen.first_failing(submission, {*flaws, "refused"})]))


@cache
def of_solution(chosen: Grader, name: str) -> frozenset[str]:
    """The checks that a solution fails itself, which say nothing about its mutants.

    Three of them loop over rows, and raise where there is none.
    """
    solution = EXERCISES / name.replace("/", "/solutions/")
    return frozenset(one.check for one in failed(chosen.grade(read(solution.with_suffix(".py")))))
