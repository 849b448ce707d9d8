"""Where a notebook's file has the lines of its cells, for those who show files and no notebooks."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from gradgrader.submissions.notebook import cells_of, source_of
from gradgrader.submissions.text import newlines

_KEY = re.compile(r'"(?:source|input)"\s*:\s*')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_DECODER = json.JSONDecoder()


def rows(text: str) -> dict[int, list[int]]:
    """For each cell by its number, the line of the file on which each of its lines is written.

    A cell that is not found there is left out.
    """
    begins = [0, *accumulate(len(line) for line in text.split("\n"))]
    begins = [at + number for number, at in enumerate(begins)]
    found = {}
    places = _values(text)
    for number, cell in enumerate(cells_of(text), 1):
        source = source_of(cell)
        if not source:
            continue
        for at, end, value in places:
            if source_of({"source": value}) == source:
                found[number] = [bisect_right(begins, one) for one in _lines(text, at, end)]
                break
    return found


def _values(text: str) -> Iterator[tuple[int, int, Any]]:
    """Begin, end and value of whatever is called a source, in the order of the file."""
    for key in _KEY.finditer(text):
        try:
            value, end = _DECODER.raw_decode(text, key.end())
        except (ValueError, RecursionError):
            continue  # within a string
        yield key.end(), end, value


def _lines(text: str, at: int, end: int) -> Iterator[int]:
    """Where in the file each line of a cell begins; a string may hold several."""
    for string in _STRING.finditer(text, at, end):
        value = newlines(json.loads(string[0]))
        yield from [string.start()] * len(value.removesuffix("\n").split("\n"))
