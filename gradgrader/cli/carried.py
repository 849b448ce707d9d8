"""A first word on a save: of Functions that have not been asked again, what stood there before."""

from __future__ import annotations

from dataclasses import replace

from gradgrader.grading.job import SoFar
from gradgrader.model.result import Status, SubmissionReport


def completed(event: SoFar, before: SubmissionReport | None) -> SubmissionReport | None:
    """What can be shown; None while there is a Function of which nothing is known yet."""
    if not event.waiting:
        return event.report
    known = {grade.exercise: grade for grade in before.grades} if before else {}
    if not known.keys() >= set(event.waiting):
        return None
    asked = {grade.exercise: grade for grade in event.report.grades}
    carried = {exercise: known[exercise] for exercise in event.waiting}
    both = carried | asked
    grades = tuple(both[e] for e in (*known, *(asked.keys() - known.keys())) if e in both)
    passed = all(grade.status is Status.PASSED for grade in grades)
    return replace(
        event.report,
        grades=grades,
        status=Status.PASSED if passed else Status.FAILED,
        score=sum(grade.score for grade in grades),
        max_score=sum(grade.max_score for grade in grades),
    )
