"""A page for a browser: the class as a grid, what it gets wrong, and each student's work."""

from __future__ import annotations

from pathlib import Path

from gradgrader.model.cohort import Cohort
from gradgrader.report._page.shell import embedded, page
from gradgrader.sheets._html.details import packed
from gradgrader.sheets._html.view import facts
from gradgrader.sheets.base import sheet

PARTS = Path(__file__).parent / "_html"
OURS = ("data.js", "student.js", "clusters.js", "grid.js", "routes.js")


@sheet
def html(cohort: Cohort) -> dict[str, str]:
    """One file that needs no network and lets nothing but its own scripts run."""
    known = facts(cohort)
    text = page(
        PARTS / "class.html.jinja",
        {**known, "index": embedded(known["index"]), "details": packed(cohort)},
        styles=[PARTS / "class.css"],
        vendor=[PARTS / "vendor" / "sortable.min.js"],
        ours=[PARTS / name for name in OURS],
    )
    return {"grades.html": text}
