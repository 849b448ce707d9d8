"""Students as rows of a grid, and what the page's script filters them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import Status
from gradgrader.report._page.words import bounded
from gradgrader.report._said import how
from gradgrader.report.base import clean
from gradgrader.sheets._counted import Cluster
from gradgrader.sheets._found import MISSING, UNGRADED, Mark, first_problem, marks, score, status
from gradgrader.sheets._html.lists import SHORT, Kinds, key, link

ORDER = (*(one.value for one in Status if one is not Status.SKIPPED), UNGRADED, MISSING)


@dataclass(frozen=True, slots=True)
class Cell:
    """What somebody has for an exercise."""

    kind: str
    points: float | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A student in the grid."""

    key: str
    id: str
    name: str
    kind: str
    place: int
    points: float | None
    by_hand: bool
    cells: Sequence[Cell]
    problem: str


def row(cohort: Cohort, standing: Standing) -> Row:
    """Somebody in the grid."""
    earned, kind = score(standing), status(standing)
    return Row(
        key=link(standing.student.id),
        id=clean(standing.student.id),
        name=clean(standing.student.name),
        kind=kind,
        place=ORDER.index(kind) if kind in ORDER else len(ORDER),
        points=earned,
        by_hand=bool(standing.overrides),
        cells=[
            Cell(
                kind=_kind(standing, mark),
                points=mark.score,
                by_hand=mark.by_hand,
            )
            for mark in marks(cohort, standing)
        ],
        problem=clean(bounded(first_problem(cohort, standing), SHORT)),
    )


def _kind(standing: Standing, mark: Mark) -> str:
    """How an exercise ended; empty where nothing of the hand-in was judged."""
    if mark.grade:
        return how(mark.grade)
    return "unanswered" if standing.report and standing.report.judged else ""


def index(cohort: Cohort, found: Kinds, shown: Sequence[Cluster]) -> dict[str, Any]:
    """What filters need of each row, in the order of rows: as the page's script reads it."""
    place = {standing.student.id: at for at, standing in enumerate(cohort.standings)}
    of: list[list[int]] = [[] for _ in cohort.standings]
    keys: list[str] = []
    for kind, ones in found.items():
        for one in ones:
            for student in one.students:
                of[place[student]].append(len(keys))
            keys.append(key(kind, one))
    rows = [
        [
            standing.student.id.encode("utf-8", "backslashreplace").decode(),
            clean(f"{standing.student.name} {standing.student.id} {standing.student.email}"),
            status(standing),
            [_kind(standing, mark) for mark in marks(cohort, standing)],
            mistakes,
        ]
        for standing, mistakes in zip(cohort.standings, of, strict=True)
    ]
    return {
        "exercises": [one.id for one in cohort.exercises],
        "mistakes": keys,
        "clusters": [[one.exercise, [place[student] for student in one.students]] for one in shown],
        "rows": rows,
    }
