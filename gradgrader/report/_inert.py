"""Markdown in which a student's words are words, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gradgrader.report.base import clean

# An entity where a backslash would do too, but not in all readers of tables.
_ENTITIES = {"|": "&#124;", "\\": "&#92;", "&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SIGNS = re.compile(r"[|\\&<>`*_{}\[\]~$!#]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`[^`]+`)(?!`)")


def inert(text: str) -> str:
    """`text` on one line, without HTML, emphasis, code, links, images or ends of cells."""
    return _inert(clean(text)).strip()


def spoken(text: str) -> str:
    """The same for a sentence: what is between two single backticks is code."""
    parts = _CODE.split(clean(text))
    return "".join(part if number % 2 else _inert(part) for number, part in enumerate(parts))


def fenced(code: str, language: str) -> str:
    """Lines of code behind a fence that nothing in them ends."""
    longest = max(map(len, re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{clean(code, lines=True)}\n{fence}"


def _inert(text: str) -> str:
    return _SIGNS.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 0) -> str:
    """A table of cells that are inert; the last `numbers` columns are numbers."""
    words = len(header) - numbers
    rule = ["---"] * words + ["---:"] * numbers
    return "\n".join(f"| {' | '.join(row)} |" for row in [header, rule, *rows])


def section(
    title: str, header: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: int = 0
) -> list[str]:
    """A heading and a table, or nothing where there are no rows."""
    return [f"## {title}", table(header, rows, numbers=numbers)] if rows else []
