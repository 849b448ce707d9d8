"""Where a finding is, for those who show files: a path from the repository's top, and a line."""

from __future__ import annotations

import os
from dataclasses import dataclass

from gradgrader.model.result import Location
from gradgrader.report.base import View, clean
from gradgrader.submissions.found import is_archive


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file; `words` say where in it, if that can't be told by a line: a cell."""

    path: str
    line: int
    end_line: int
    words: str = ""


def place(path: str, location: Location, view: View) -> Place:
    """Where `location` of the submission at `path` is; line 1 where no line is known."""
    if location.file and is_archive(path):
        return Place(relative(path, view), 1, 1, clean(str(location)))
    file = os.path.join(path, location.file) if location.file else path  # noqa: PTH118 - as shown
    first = view.row(path, location) or 1
    last = Location(line=location.end_line, cell=location.cell, file=location.file)
    end = view.row(path, last) or first if location.end_line else first
    words = str(Location(line=location.line, cell=location.cell)) if location.cell else ""
    return Place(relative(file, view), first, max(first, end), words)


def relative(path: str, view: View) -> str:
    """`path` from the repository's top, or as it is where it lies elsewhere; `/` on all systems."""
    whole = os.path.abspath(path)  # noqa: PTH100 - Path would ask the disk about links
    inside = os.path.relpath(whole, view.base) if view.base else path
    kept = path if inside.startswith("..") else inside
    return clean(kept).replace(os.sep, "/")
