"""What the formats tell about a standing; the words are still the students'."""

from __future__ import annotations

from dataclasses import dataclass

from gradgrader.model.cohort import Asked, Cohort, Standing
from gradgrader.model.result import Grade, SubmissionReport
from gradgrader.report._page.words import rounded
from gradgrader.report._said import problems, sentences

MISSING, UNGRADED = "missing", "ungraded"
BY_HAND = "the score was set by a person"
NOTHING = "nothing was handed in"
UNANSWERED = "no function answers this exercise"


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody has for an exercise; no score: nothing was handed in, or it isn't graded."""

    asked: Asked
    grade: Grade | None
    score: float | None
    by_hand: bool = False


def status(standing: Standing) -> str:
    """How the hand-in ended, or why there is nothing to say."""
    if standing.report:
        return standing.report.status.value
    return UNGRADED if standing.hand_in else MISSING


def score(standing: Standing) -> float | None:
    """The score with overrides; None where neither the grader nor a person gave any."""
    return standing.score if standing.report or standing.overrides else None


def points(value: float | None) -> str:
    """Points for people; a dash where there are none, which is not 0."""
    return "–" if value is None else str(rounded(value))


def graded(standing: Standing, exercise: str) -> float | None:
    """What the grader gave for an exercise (all, if empty), whatever a person has set."""
    if standing.report is None:
        return None
    if not exercise:
        return standing.report.score
    return next((one.score for one in standing.report.grades if one.exercise == exercise), 0.0)


def marks(cohort: Cohort, standing: Standing) -> list[Mark]:
    """One for each exercise of the cohort, in its order."""
    grades = {grade.exercise: grade for grade in standing.report.grades} if standing.report else {}
    given = {one.exercise: one.score for one in standing.overrides}
    return [
        Mark(
            asked=asked,
            grade=grades.get(asked.id),
            score=given.get(asked.id, _earned(standing.report, grades.get(asked.id))),
            by_hand=asked.id in given,
        )
        for asked in cohort.exercises
    ]


def _earned(report: SubmissionReport | None, grade: Grade | None) -> float | None:
    if report is None:
        return None
    return grade.score if grade else 0.0


def unjudged(standing: Standing) -> str:
    """Why no exercise was judged; empty where one was."""
    if standing.report is None:
        return NOTHING if standing.hand_in is None else "not graded yet"
    if standing.report.judged:
        return ""
    return next(problems(standing.report), "nothing could be graded")


def wrong(mark: Mark, standing: Standing) -> list[str]:
    """What is wrong with an exercise, a sentence each; empty where it passed."""
    if why := unjudged(standing):
        return [why]
    if mark.grade is None:
        return [UNANSWERED]
    return sentences(mark.grade)


def first_problem(cohort: Cohort, standing: Standing) -> str:
    """What is wrong first, in one sentence; empty where nothing is, or nothing is there."""
    if standing.report is None:
        return ""
    if not standing.report.judged:
        return unjudged(standing)
    for mark in marks(cohort, standing):
        for words in wrong(mark, standing):
            return f"{mark.asked.id}: {words}"
    return ""
