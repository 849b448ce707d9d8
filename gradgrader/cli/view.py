"""What can be shown where standard output leads."""

from __future__ import annotations

import sys
from typing import Any

from gradgrader.report.base import Lines, View
from gradgrader.submissions.source import Submission


def terminal(**more: Any) -> View:
    """The terminal's width and colours, or those of a pipe, and `more` of the view."""
    from rich.console import Console

    console = Console()
    return View(
        width=console.width,
        color=console.is_terminal and not console.no_color and console.color_system is not None,
        ascii=not (sys.stdout.encoding or "").lower().startswith("utf"),
        **more,
    )


def sources(submissions: dict[int, Submission]) -> dict[str, Lines]:
    """Each submission's lines, by path."""
    return {
        submission.path: {
            (unit.file, unit.cell): unit.source.split("\n")
            for unit in (*submission.units, *submission.modules.values())
        }
        for submission in submissions.values()
    }
