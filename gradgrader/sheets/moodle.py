"""Moodle: the grading worksheet of an assignment."""

from __future__ import annotations

from html import escape

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.sheets._cells import Cell, table
from gradgrader.sheets._feedback import feedback
from gradgrader.sheets._found import score
from gradgrader.sheets.base import sheet

# Moodle refuses a worksheet without the last but one, which says when a grade was seen last.
HEADER = (
    "Identifier",
    "Full name",
    "Email address",
    "Grade",
    "Maximum Grade",
    "Last modified (grade)",
    "Feedback comments",
)


@sheet
def moodle(cohort: Cohort) -> dict[str, str]:
    """One file; who has no score keeps what stands in Moodle."""
    return {"moodle.csv": table(HEADER, (_row(cohort, one) for one in cohort.standings))}


def _row(cohort: Cohort, standing: Standing) -> list[Cell]:
    student = standing.student
    plain = student.id.isascii() and student.id.isdecimal()
    earned = score(standing)
    # Moodle takes comments for HTML
    lines = [] if earned is None else [escape(line) for line in feedback(cohort, standing)]
    return [
        f"Participant {student.id}" if plain else student.id,
        student.name,
        student.email,
        earned,
        cohort.max_score,
        None,
        "<br>".join(lines),
    ]
