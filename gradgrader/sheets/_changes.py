"""What a run changed: for people, for spreadsheets, for machines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradgrader.gradebook.records import Change, Mark, Run, Why
from gradgrader.model.result import Status
from gradgrader.report._marks import NONE, NOTE, RIGHT, WRONG, mark, plural
from gradgrader.report.base import clean
from gradgrader.sheets._cells import Cell, table
from gradgrader.sheets._found import points

WORDS = {
    Why.NEW: "graded for the first time",
    Why.CONTENT: "other work was handed in",
    Why.EXERCISE: "the exercise is another one",
    Why.VERSIONS: "another version of gradgrader or torch",
    Why.OPTIONS: "other options",
    Why.SEED: "another seed",
    Why.OVERRIDE: "a person's score",
    Why.AGAIN: "graded again, and nothing is known to be different",
}
HEADER = (
    *("id", "name", "exercise", "status before", "score before", "status after", "score after"),
    *("max", "why", "said"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Of a run: its number, and what it and overrides after it changed."""

    version: int = 1
    run: int
    started: str
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, number: int, run: Run, changes: Iterable[Change]) -> Changes:
        return cls(run=number, started=run.started, changes=tuple(changes))

    @property
    def regrades(self) -> list[Change]:
        """What had a mark before; the whole hand-in is left out where its exercises tell it."""
        changed = [one for one in self.changes if one.before is not None or one.said]
        told = {one.student.id for one in changed if one.exercise}
        return [one for one in changed if one.exercise or one.said or one.student.id not in told]

    @property
    def first(self) -> int:
        """How many students were graded for the first time."""
        return len({one.student.id for one in self.changes if Why.NEW in one.why})


def because(change: Change) -> str:
    """Why, in words."""
    said = [WORDS[why] for why in change.why if why is not Why.OVERRIDE or not change.said]
    return "; ".join(filter(None, (change.said, *said)))


def rows(changes: Sequence[Change]) -> RenderableType:
    """A table for a terminal: who, what, from what to what, and why."""
    grid = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    grid.add_column("student", style="bold", overflow="fold")
    for name in ("exercise", "before", "after"):
        grid.add_column(name, no_wrap=True)
    grid.add_column("why", overflow="fold")
    for one in changes:
        grid.add_row(
            Text(clean(one.student.id)),
            Text(clean(one.exercise) or "everything"),
            _mark(one.before),
            _mark(one.after, by_hand=bool(one.said)),
            Text(clean(because(one))),
        )
    return grid


def told(found: Changes) -> Text:
    """How many changed, and how many are new."""
    students = len({one.student.id for one in found.regrades})
    words = f"run {found.run}: {plural(students, 'student')} with another grade than before"
    if found.first:
        words += f", {found.first} graded for the first time"
    return Text(words, style="bold")


def as_csv(found: Changes) -> str:
    """A row for each change, new ones and whole hand-ins (no exercise) too."""
    return table(HEADER, (_row(one) for one in found.changes))


def as_json(found: Changes) -> str:
    """Everything, version 1: for machines."""
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def _row(one: Change) -> list[Cell]:
    cells: list[Cell] = [one.student.id, one.student.name, one.exercise]
    for found in (one.before, one.after):
        status = found.status if found else None
        cells += [status, found.score if found else None]
    most = max(found.max_score for found in (one.before, one.after) if found)
    return [*cells, most, " ".join(one.why), one.said]


def _mark(found: Mark | None, *, by_hand: bool = False) -> Text:
    """How it ended, and the points; what a person says is neither right nor wrong."""
    if found is None:
        return mark(NONE)
    sign = {None: NONE, Status.PASSED: RIGHT}.get(found.status, WRONG)
    sign = NOTE if by_hand else sign
    most = f"/{points(found.max_score)}" if found.max_score else ""
    return mark(sign).append(f" {points(found.score)}{most}", style="not bold default")
