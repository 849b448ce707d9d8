"""What a student is told in a platform's own page."""

from __future__ import annotations

from collections.abc import Iterator

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.report._page.words import rounded
from gradgrader.report.base import clean
from gradgrader.sheets._found import BY_HAND, marks, unjudged, wrong


def feedback(cohort: Cohort, standing: Standing) -> Iterator[str]:
    """A line for each exercise and for what is wrong with it.

    Who set a score and why is between those who grade.
    """
    if any(not one.exercise for one in standing.overrides):
        yield BY_HAND
    if why := unjudged(standing):
        yield clean(why)
        return
    for mark in marks(cohort, standing):
        earned = f"{rounded(mark.score or 0)}/{rounded(mark.asked.points)}"
        yield f"{clean(mark.asked.id)}: {earned}{', ' + BY_HAND if mark.by_hand else ''}"
        yield from (f"· {clean(words)}" for words in wrong(mark, standing))
