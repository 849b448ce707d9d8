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

    Only a line that the parser stumbles over is replaced, and only if it gets further then: a `%`
    that continues an expression stays, and so does a syntax error that no magic explains, for
    whoever compiles the cell.
    """
    lines, skipped = source.split("\n"), []
    if first := re.match(r"\s*%%(\w+)", source):
        number = source[: first.start(1)].count("\n")
        skipped.append((number + 1, lines[number].strip()))
        if first[1] not in _PYTHON_CELLS:
            return "\n" * source.count("\n"), skipped
        lines[number] = ""
    stuck = _stuck(lines)
    while stuck:
        for number in range(min(stuck, len(lines)), 0, -1):
            line = lines[number - 1]
            replaced = _without_magic(line)
            if replaced is None:
                continue
            lines[number - 1] = replaced
            further = _stuck(lines)
            if not further or further > stuck:
                skipped.append((number, line.strip()))
                stuck = further
                break
            lines[number - 1] = line
        else:
            break
    return "\n".join(lines), skipped


def _stuck(lines: list[str]) -> int:
    """The 1-based line at which the parser gives up, or 0."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return getattr(error, "lineno", None) or 1
    return 0


def _without_magic(line: str) -> str | None:
    if match := _TIMED.match(line):
        return match[1] + line[match.end() :]
    if match := _LINE_MAGIC.match(line) or _HELP.match(line):
        return match[1] + "pass"
    if match := _ASSIGNED.match(line):
        return f"{match[1]}{match[2]} None"
    return None
