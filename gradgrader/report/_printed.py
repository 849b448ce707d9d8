"""Rich's tables and words to text."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType

from gradgrader.report._marks import ASCII
from gradgrader.report.base import View


def printed(parts: Iterable[RenderableType], view: View) -> str:
    """The parts one below the other, without blanks at the ends of lines."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=view.width,
        force_terminal=view.color,
        force_jupyter=False,
        color_system="standard" if view.color else None,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    lines = (line.rstrip() for line in file.getvalue().split("\n"))
    text = "\n".join(lines).rstrip("\n") + "\n"
    return text.translate(ASCII) if view.ascii else text
