"""Text with a little style for commands that must answer at once: rich takes longer to import.

Statements are written in a small part of Markdown: paragraphs, `code`, **bold**, bullets, and
blocks of code indented by four.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence

import typer

LEAST = 11  # columns that the last one gets, if need be beyond the edge
_INLINE = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*")
_CODE, _BOLD, _SPACE = "\x01", "\x02", "\x03"  # stand for marks while lines are broken
_UNSEEN = re.compile(f"[{_CODE}{_BOLD}]")


def colored() -> bool:
    """Whether standard output is a terminal that wants colour (https://no-color.org)."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal; 80 where there is none."""
    return max(shutil.get_terminal_size((80, 24)).columns, 20)


def styled(text: str, **style: bool | str) -> str:
    """`text` bold, dim or coloured, where colour is wanted."""
    return typer.style(text, **style) if text and colored() else text  # type: ignore[arg-type]


def say(text: str = "", **style: bool | str) -> None:
    """Print a line; characters that the terminal's encoding lacks become question marks."""
    sys.stdout.write(styled(text, **style).rstrip() + "\n")


def columns(rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> Iterator[str]:
    """Aligned lines, the first column bold; where they are too wide, the last column is wrapped."""
    for lines in aligned(rows, heads):
        yield from lines


def aligned(
    rows: Sequence[Sequence[str]], heads: Sequence[str] = (), colors: Sequence[str] = ()
) -> Iterator[list[str]]:
    """The lines of each row in turn, `heads` first; `colors` are those of the last column."""
    table = [list(heads), *map(list, rows)] if heads else list(map(list, rows))
    sizes = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    left = sum(sizes[:-1]) + 2 * (len(sizes) - 1)
    inks = [*([""] if heads else []), *(colors or [""] * len(rows))]
    for number, (row, ink) in enumerate(zip(table, inks, strict=True)):
        head = bool(heads) and number == 0
        cells = [cell.ljust(size) for cell, size in zip(row, sizes, strict=True)][:-1]
        wrapped = textwrap.wrap(row[-1], max(width() - left, LEAST)) or [""]
        first = [
            styled(cells[0], bold=not head, dim=head),
            *(styled(c, dim=head) for c in cells[1:]),
        ]
        last = [styled(words, dim=head, **({"fg": ink} if ink else {})) for words in wrapped]
        yield ["  ".join([*first, last[0]]), *(" " * left + more for more in last[1:])]


def prose(source: str) -> Iterator[str]:
    """Lines of a statement, paragraphs apart by an empty one."""
    for number, block in enumerate(re.split(r"\n(?:[ \t]*\n)+", source.strip("\n"))):
        if number:
            yield ""
        lines = block.split("\n")
        if lines[0].startswith("    "):
            yield from (styled(line, fg="cyan") for line in lines)
        elif lines[0].lstrip().startswith("- "):
            for item in re.split(r"^\s*- ", block, flags=re.MULTILINE)[1:]:
                yield from _wrapped(item, first="  - ", rest="    ")
        else:
            yield from _wrapped(block)


def _wrapped(words: str, first: str = "", rest: str = "") -> Iterator[str]:
    """Lines of at most 80 columns, their marks replaced by style."""
    code = bold = False
    for line in _lines(_INLINE.sub(_marked, " ".join(words.split())).split(), first, rest):
        pieces = []
        for piece in re.split(f"([{_CODE}{_BOLD}])", line):
            code ^= piece == _CODE
            bold ^= piece == _BOLD
            if piece not in (_CODE, _BOLD):
                pieces.append(styled(piece, fg="cyan") if code else styled(piece, bold=bold))
        yield "".join(pieces).replace(_SPACE, " ")


def _lines(words: Sequence[str], first: str, rest: str) -> Iterator[str]:
    """Lines that are full to the column: marks take no room, as `textwrap` would have it."""
    room, line, some = min(width(), 80), first, False
    for word in words:
        if some and len(_UNSEEN.sub("", f"{line} {word}")) > room:
            yield line
            line, some = rest, False
        line, some = (f"{line} {word}" if some else line + word), True
    yield line


def _marked(match: re.Match[str]) -> str:
    """A formula stays on one line: its spaces are kept from breaking."""
    if match[1]:
        return _CODE + match[1].replace(" ", _SPACE) + _CODE
    return _BOLD + match[2] + _BOLD
