"""What can be shown where standard output leads."""

from __future__ import annotations

import sys
from typing import Any

from gradgrader.report.base import View


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
