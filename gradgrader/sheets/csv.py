"""A row for each student, missing ones too: for spreadsheets and data frames."""

from __future__ import annotations

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.sheets._cells import Cell, table
from gradgrader.sheets._found import first_problem, marks, score, status
from gradgrader.sheets.base import sheet

BEFORE = ("id", "name", "email", "status", "score", "max")
AFTER = ("late", "attempt", "first problem")


@sheet
def csv(cohort: Cohort) -> dict[str, str]:
    """One file; a score is empty where there is none, which is not 0."""
    exercises = [
        f"{one.id} (exercise)" if one.id in {*BEFORE, *AFTER} else one.id
        for one in cohort.exercises
    ]
    header = [*BEFORE, *exercises, *AFTER]
    rows = (_row(cohort, standing) for standing in cohort.standings)
    return {"grades.csv": table(header, rows)}


def _row(cohort: Cohort, standing: Standing) -> list[Cell]:
    student, hand_in = standing.student, standing.hand_in
    late = "yes" if hand_in and hand_in.late else "no"
    return [
        student.id,
        student.name,
        student.email,
        status(standing),
        score(standing),
        cohort.max_score,
        *(mark.score for mark in marks(cohort, standing)),
        late if hand_in else None,
        hand_in.attempt if hand_in else None,
        first_problem(cohort, standing),
    ]
