"""Notebook cells are almost Python: what IPython alone understands is blanked out, line by line."""

from __future__ import annotations

import ast
import re
import warnings

# Cell magics whose body is Python all the same.
_PYTHON_CELLS = {"time", "timeit", "capture", "prun", "python", "python3", "snakeviz", "memit"}
_LINE_MAGIC = re.compile(r"^(\s*)(?:%%?|!|\?)(.*)$")
_TIMED = re.compile(r"^(\s*)%(?:time|timeit|prun|memit)\s+(?:-\S+\s+(?:\d+\s+)?)*(?=\S)")
_HELP = re.compile(r"^(\s*)[\w.*]+\?{1,2}\s*;?\s*$")
_ASSIGNED = re.compile(r"^(\s*)([\w,\s]+=)\s*[!%].*$")


def plain(source: str) -> tuple[str, list[tuple[int, str]]]:
    """`source` as Python with its lines in place, and the (1-based line, text) of what was skipped.

    Only lines that don't parse are looked at, so a `%` that continues an expression stays. A
    syntax error that no magic explains stays too, for whoever compiles the cell.
    """
    first = re.match(r"\s*%%(\w+)", source)
    if first:
        line = source[: first.start(1)].count("\n")
        lines = source.split("\n")
        if first[1] not in _PYTHON_CELLS:
            return "", [(line + 1, lines[line].strip())]
        lines[line], skipped = "", [(line + 1, lines[line].strip())]
    else:
        lines, skipped = source.split("\n"), []
    for _ in lines:
        number = _bad_line(lines)
        if number is None:
            break
        replaced = _without_magic(lines[number - 1])
        if replaced is None:
            break
        skipped.append((number, lines[number - 1].strip()))
        lines[number - 1] = replaced
    return "\n".join(lines), skipped


def _bad_line(lines: list[str]) -> int | None:
    """The 1-based line at which the parser gave up, or the magic nearest above it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        number = min(getattr(error, "lineno", None) or 1, len(lines))
        for candidate in range(number, 0, -1):
            if _without_magic(lines[candidate - 1]) is not None:
                return candidate
    return None


def _without_magic(line: str) -> str | None:
    if match := _TIMED.match(line):
        return match[1] + line[match.end() :]
    if match := _LINE_MAGIC.match(line) or _HELP.match(line):
        return match[1] + "pass"
    if match := _ASSIGNED.match(line):
        return f"{match[1]}{match[2]} None"
    return None
