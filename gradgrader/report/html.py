"""A page for a browser: what became of one learner's work, with pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gradgrader.model.result import Grade, Report, SubmissionReport
from gradgrader.report._ending import counted, following
from gradgrader.report._marks import NONE, NOTE, RIGHT, WRONG
from gradgrader.report._overview import COLUMNS, cells, points
from gradgrader.report._page import excerpts, told
from gradgrader.report._page.shell import embedded, page
from gradgrader.report._page.words import cleaned, near
from gradgrader.report._said import how
from gradgrader.report.base import View, clean, report_format
from gradgrader.report.rich import rich

PARTS = Path(__file__).parent / "_page"
SPOKEN = {RIGHT: "passed", WRONG: "failed", NOTE: "worth a look", NONE: "not asked"}
COLUMN = 100


@report_format
def html(report: Report, view: View) -> str:
    """One file that needs no network; without scripts it shows what a terminal would."""
    plain = View(width=COLUMN, sources=view.sources, seconds=view.seconds)
    submissions = report.submissions
    title = clean(submissions[0].path) if len(submissions) == 1 else f"{len(submissions)} files"
    return page(
        PARTS / "learner.html.jinja",
        {
            "title": title or "gradgrader",
            "made": _made(report),
            "columns": COLUMNS,
            "submissions": [_shown(one, report) for one in submissions],
            "text": rich(report, plain),
            "index": embedded({"files": [_read(one, view) for one in submissions]}),
        },
        ours=[PARTS / "learner.js"],
    )


def _made(report: Report) -> str:
    parts = [f"gradgrader {report.gradgrader}", f"torch {report.torch}"]
    return clean(" · ".join([*parts, f"isolation {report.isolation}", f"hints {report.hints}"]))


def _shown(one: SubmissionReport, report: Report) -> dict[str, Any]:
    """What stands in the page itself."""
    return {
        "path": clean(one.path),
        "status": one.status.value,
        "words": counted(one) if one.grades else ["nothing could be graded"],
        "grades": [_row(grade) for grade in one.grades],
        "next": following(one, report.hints),
    }


def _row(grade: Grade) -> Mapping[str, Any]:
    """An exercise's line in the overview, each cell with what a screen reader says."""
    shown = [text.plain for text in cells(grade)]
    return {
        "exercise": clean(grade.exercise),
        "where": clean(str(grade.location)),
        "function": clean(grade.function),
        "status": how(grade),
        "cells": [(mark, SPOKEN.get(mark, "")) for mark in shown],
        "points": points(grade),
    }


def _read(one: SubmissionReport, view: View) -> Any:
    """What the page's script shows."""
    of = view.sources.get(one.path, {})
    grades = [
        {
            **told.grade(grade),
            "exercise": grade.exercise,
            "score": near(grade.score),
            "code": excerpts.of_grade(grade, of),
        }
        for grade in one.grades
    ]
    return cleaned({**told.file(one, of), "grades": grades})
