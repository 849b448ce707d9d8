"""Marks, places and small words that the parts of the rich report share."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradgrader.model.result import Block, Fix, Grade, Location, Status, SubmissionReport
from gradgrader.report._findings import changed
from gradgrader.report.base import View

RIGHT, WRONG, NOTE, NONE = "✔", "✘", "!", "–"
STYLES = {RIGHT: "green", WRONG: "bold red", NOTE: "yellow", NONE: "dim"}
ASCII = str.maketrans(
    {"✔": "v", "✘": "x", "–": "-", "·": "-", "→": ">", "×": "x", "−": "-", "…": ".", "≤": "<"}
)
LEGEND = f"{WRONG} largest difference > what rounding explains"
STYLED = {"-": "red", "+": "green", " ": "dim"}


def mark(sign: str) -> Text:
    """A mark in its colour."""
    return Text(sign, style=STYLES[sign])


def verdict(grade: Grade) -> str:
    """The mark of an exercise; one that is not begun is neither right nor wrong."""
    if not grade.begun:
        return NONE
    return RIGHT if grade.status is Status.PASSED else WRONG


def measured(block: Block) -> bool:
    """Whether a wrong block is told in numbers, and not in words."""
    return block.status is Status.FAILED and block.error is not None and not block.note


def plural(count: int, noun: str) -> str:
    """`1 function`, `2 functions`."""
    return f"{count} {noun}{'s'[: count != 1]}"


def row(sign: str, words: RenderableType) -> Table:
    """A mark, and beside it words that wrap."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row(mark(sign), words)
    return table


def places(
    locations: Sequence[Location], submission: SubmissionReport, view: View
) -> list[RenderableType]:
    """A line each: where, and what stands there."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for location in locations:
        source = view.source(submission.path, location)
        last = location.end_line or 0
        to = f"–{last}" if location.line and last > location.line else ""
        table.add_row(f"  {location}{to}", Text(source, style="bold"))
    return [table] if locations else []


def change(fix: Fix | None) -> list[RenderableType]:
    """Lines as they are and as they could be."""
    if fix is None:
        return []
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in changed(fix):
        style = STYLED[line[0]]
        table.add_row(Text(f"    {line[0]}", style=style), Text(line[2:], style=style))
    return [table]
