"""Tables of formulas in brackets, in as many columns as there is room for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

Cells = Sequence[Sequence[str]]
BRACKETS = (("⎡", "⎤"), ("⎢", "⎥"), ("⎣", "⎦"))


def matrix(cells: Cells, room: int) -> Iterator[list[str]]:
    """Blocks of lines, several where the columns need more than `room`: the columns go on."""
    widths = [max(len(row[j]) for row in cells) for j in range(len(cells[0]))]
    for first, last in _groups(widths, room - 4):
        chosen = slice(first, last)
        rows = [
            "  ".join(c.center(w) for c, w in zip(row[chosen], widths[chosen], strict=True))
            for row in cells
        ]
        yield list(_bracketed(rows))


def beside(name: str, lines: Sequence[str]) -> Iterator[str]:
    """`name = ` before the middle line."""
    middle = (len(lines) - 1) // 2
    for number, line in enumerate(lines):
        yield (f"{name} = " if number == middle else " " * (len(name) + 3)) + line


def listed(cells: Sequence[str], room: int) -> Iterator[str]:
    """Entries one after the other, in columns of one width where several fit in a line."""
    width = max(map(len, cells)) + 1
    count = max(1, (room + 2) // (width + 2))
    marked = [*(f"{cell}," for cell in cells[:-1]), cells[-1]]
    for start in range(0, len(marked), count):
        row = marked[start : start + count]
        if len(row) == 1:
            yield from textwrap.wrap(row[0], room, subsequent_indent="    ")
        else:
            yield "  ".join(cell.ljust(width) for cell in row).rstrip()


def _groups(widths: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    first, used = 0, 0
    for number, width in enumerate(widths):
        if number > first and used + width > room:
            yield first, number
            first, used = number, 0
        used += width + 2
    yield first, len(widths)


def _bracketed(rows: Sequence[str]) -> Iterator[str]:
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        left, right = BRACKETS[0 if number == 0 else 2 if last else 1]
        if len(rows) == 1:
            left, right = "[", "]"
        yield f"{left} {row} {right}"
