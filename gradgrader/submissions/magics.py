"""Notebook cells are almost Python: what IPython alone understands is blanked out, line by line."""

from __future__ import annotations

import re

from gradgrader.submissions.sketch import parse

# Cell magics whose body is Python all the same.
_PYTHON_CELLS = {
    *("time", "timeit", "capture", "prun", "python", "python3", "snakeviz", "memit", "gradgrader"),
}
_LINE_MAGIC = re.compile(r"^(\s*)(?:%%?|!|\?)(.*)$")
_TIMED = re.compile(r"^(\s*)%(?:time|timeit|prun|memit)\s+(?:-\S+\s+(?:\d+\s+)?)*(?=\S)")
_HELP = re.compile(r"^(\s*)[\w.*]+\?{1,2}\s*;?$")
_ASSIGNED = re.compile(r"^(\s*)([\w,][\w,\s]*=)\s*[!%].*$")


class Effort:
    """How many characters may still be parsed to find magics: each one costs a parse."""

    def __init__(self, left: int = 8 << 20) -> None:
        self._left = left

    def spend(self, size: int) -> bool:
        """Note a parse of `size` characters; whether there was enough left."""
        self._left -= size
        return self._left >= 0


def plain(source: str, effort: Effort | None = None) -> tuple[str, list[tuple[int, str]]]:
    """`source` as Python with its lines in place, and the (1-based line, text) of what was skipped.

    Only a line that the parser stumbles over is replaced, and only if it gets further then: a `%`
    that continues an expression stays, and so does a syntax error that no magic explains, for
    whoever compiles the cell. So does everything once `effort` is spent.
    """
    effort = effort or Effort()
    lines, skipped = source.split("\n"), []
    if first := re.match(r"\s*%%(\w+)", source):
        number = source[: first.start(1)].count("\n")
        skipped.append((number + 1, lines[number].strip()))
        if first[1] not in _PYTHON_CELLS:
            return "\n" * source.count("\n"), skipped
        lines[number] = ""
    if not any(_without_magic(line) is not None for line in lines):
        return "\n".join(lines), skipped
    stuck = _stuck(lines)
    while stuck:
        for number in range(min(stuck, len(lines)), 0, -1):
            line = lines[number - 1]
            replaced = _without_magic(line)
            if replaced is None:
                continue
            if not effort.spend(len(source)):
                return "\n".join(lines), skipped
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
        parse("\n".join(lines), "cell")
    except SyntaxError as error:
        return error.lineno or 1
    return 0


def _without_magic(line: str) -> str | None:
    if match := _TIMED.match(line):
        return match[1] + line[match.end() :]
    if match := _LINE_MAGIC.match(line) or _HELP.match(line.rstrip()):
        return match[1] + "pass"
    if match := _ASSIGNED.match(line):
        return f"{match[1]}{match[2]} None"
    return None
