"""The lines of a hand-in that a grade is about, with those marked that something is said of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gradgrader.model.cohort import Source
from gradgrader.model.result import FINE, Grade, Location
from gradgrader.report.base import clean

AROUND = 3  # lines before and after one that stands alone
LONGEST = 300  # lines of one excerpt
WIDEST = 400  # characters of a line

Place = tuple[str | None, int | None]
Texts = Mapping[Place, Sequence[str]]
Marks = Mapping[int, Sequence[int]]


def texts(sources: Sequence[Source]) -> Texts:
    """The lines of each file and cell."""
    return {(one.file, one.cell): one.text.split("\n") for one in sources}


def of_grade(grade: Grade, of: Texts) -> list[dict[str, Any]]:
    """The function, and whatever else is pointed at; a mark has the numbers of its diagnoses."""
    marks = _marks(grade)
    found: list[dict[str, Any]] = []
    home = (grade.location.file, grade.location.cell)
    for place in dict.fromkeys((home, *marks)):
        lines = of.get(place, ())
        here = marks.get(place, {})
        inside = grade.location if place == home else None
        found += [
            _excerpt(place, lines, here, first, last) for first, last in _parts(inside, here, lines)
        ]
    return found


def of_location(location: Location | None, of: Texts) -> list[dict[str, Any]]:
    """Some lines around a place, which is marked."""
    if location is None or location.line is None:
        return []
    place = location.file, location.cell
    lines, here = of.get(place, ()), {location.line: ()}
    return [_excerpt(place, lines, here, *ends) for ends in _parts(None, here, lines)]


def _marks(grade: Grade) -> dict[Place, dict[int, list[int]]]:
    """By file and cell: lines, and the numbers of the diagnoses that point there."""
    found: dict[Place, dict[int, list[int]]] = defaultdict(dict)
    for number, diagnosis in enumerate(grade.diagnoses, 1):
        for one in diagnosis.locations:
            if one.line:
                found[one.file, one.cell].setdefault(one.line, []).append(number)
    for check in grade.checks:
        for one in check.locations if check.status not in FINE else ():
            if one.line:
                found[one.file, one.cell].setdefault(one.line, [])
    return found


def _parts(
    inside: Location | None, marks: Mapping[int, object], lines: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """First and last lines of excerpts; what is near to each other stands together."""
    first = inside.line if inside and inside.line else 0
    last = min(inside.end_line or first, first + LONGEST - 1) if inside and first else 0
    wanted = [(first, last)] if first else []
    wanted += [(at - AROUND, at + AROUND) for at in marks if not first <= at <= last]
    whole: list[tuple[int, int]] = []
    for begin, end in sorted(wanted):
        if whole and begin <= whole[-1][1] + 1:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((begin, end))
    for begin, end in whole:
        ends = max(begin, 1), min(end, len(lines))
        if ends[0] <= ends[1]:
            yield ends


def _excerpt(
    place: Place, lines: Sequence[str], marks: Marks, first: int, last: int
) -> dict[str, Any]:
    shown = [clean(line, lines=True)[:WIDEST].rstrip() for line in lines[first - 1 : last]]
    return {
        "where": str(Location(file=place[0], cell=place[1])),
        "first": first,
        "text": "\n".join(shown),
        "marks": {line: list(of) for line, of in marks.items() if first <= line <= last},
    }
