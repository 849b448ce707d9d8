"""Canvas: a file for Grades, Import."""

from __future__ import annotations

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.report.base import clean
from gradgrader.sheets._cells import Cell, table
from gradgrader.sheets._found import score
from gradgrader.sheets.base import sheet

POINTS = "Points Possible"
# a number in parentheses at a column's end would be the id of an assignment
HEADER = ("Student", "ID", "SIS Login ID", "Section", "gradgrader (points)")


@sheet
def canvas(cohort: Cohort) -> dict[str, str]:
    """One file; an assignment's grade is left empty for who has none."""
    points: list[Cell] = [f"    {POINTS}", None, None, None, cohort.max_score]
    rows = [points, *map(_row, cohort.standings)]
    return {"canvas.csv": table(HEADER, rows)}


def _row(standing: Standing) -> list[Cell]:
    """Canvas reads the number that an id begins with, so only a whole one may stand there.

    Whoever is called as the row of the points would set them.
    """
    student = standing.student
    number = student.id if student.id.isascii() and student.id.isdecimal() else None
    name = clean(student.name or student.id).replace(POINTS, POINTS.lower())
    return [name, number, student.id, None, score(standing)]
