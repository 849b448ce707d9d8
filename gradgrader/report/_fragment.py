"""What a notebook shows below a cell: HTML without scripts, beside whatever else is on its page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gradgrader.model.result import Grade, Report, SubmissionReport
from gradgrader.report._details import details
from gradgrader.report._ending import counted, following
from gradgrader.report._marks import NONE, NOTE, RIGHT, WRONG, verdict
from gradgrader.report._overview import COLUMNS, cells, points
from gradgrader.report._page.shell import filled
from gradgrader.report._printed import printed
from gradgrader.report.base import View, clean
from gradgrader.report.rich import heading, remarks

TEMPLATE = Path(__file__).parent / "_page" / "fragment.html.jinja"
SIGNS = {RIGHT: ("passed", "right"), WRONG: ("failed", "wrong"), NOTE: ("advised", "worth a look")}


def fragment(report: Report, view: View) -> str:
    """The reports on submissions, one below the other."""
    shown = [_shown(one, report, view) for one in report.submissions]
    return filled(TEMPLATE, {"columns": COLUMNS, "submissions": shown})


def _shown(one: SubmissionReport, report: Report, view: View) -> dict[str, Any]:
    name, _, held = heading(one, report).plain.partition("\n")
    return {
        "name": name,
        "held": held,
        "status": one.status.value,
        "grades": [_row(grade) for grade in one.grades],
        "texts": [
            text for grade in one.grades if (text := _printed(details(grade, one, view), view))
        ],
        "remarks": _printed(remarks(one, view), view),
        "words": counted(one) if one.grades else ["nothing could be graded"],
        "seconds": f"{one.seconds:.1f}",
        "next": following(one, report.hints, view.more, view.most),
    }


def _row(grade: Grade) -> dict[str, Any]:
    return {
        "exercise": clean(grade.exercise),
        "verdict": _sign(verdict(grade)),
        "where": clean(str(grade.location)),
        "function": clean(grade.function),
        "cells": [_sign(text.plain) for text in cells(grade)],
        "points": points(grade),
    }


def _sign(text: str) -> tuple[str, str, str]:
    """A cell, its class, and what a screen reader says for a sign."""
    kind, spoken = SIGNS.get(text, ("plain", "not asked" if text == NONE else ""))
    return text, kind, spoken


def _printed(parts: Any, view: View) -> str:
    """As in a terminal, whose columns are lined up."""
    return printed(parts, view).strip("\n")
