"""Exercises as a table: what each is, and how far the learner is with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from gradgrader.cli.plain import LEAST, aligned, styled, width
from gradgrader.progress.standing import NOTHING, Standing, standing, waits_for

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise
    from gradgrader.progress.notes import Notes

COLORS = {
    Standing.OPEN: "",
    Standing.STARTED: "cyan",
    Standing.EARLIER: "yellow",
    Standing.SOLVED: "green",
}
FEWEST = 2  # exercise and state


def listing(found: Sequence[Exercise], kept: Notes) -> Iterator[str]:
    """A table with a part for each group, the groups in the order of their first exercises."""
    groups = list(dict.fromkeys(exercise.group for exercise in found))
    ordered = sorted(found, key=lambda exercise: groups.index(exercise.group))
    heads, rows = _rows(ordered, kept)
    lines = aligned(rows, heads, [COLORS[standing(one, kept)] for one in ordered])
    yield from next(lines)
    for name, group in groupby(ordered, key=lambda exercise: exercise.group):
        members = list(group)
        done = sum(standing(one, kept) is Standing.SOLVED for one in members)
        yield ""
        yield f"{styled(name, bold=True)} {styled(f'({done} of {len(members)} solved)', dim=True)}"
        for _ in members:
            yield from next(lines)


def _rows(ordered: Sequence[Exercise], kept: Notes) -> tuple[list[str], list[list[str]]]:
    """Heads and rows; in a narrow terminal without signatures, or without formulas too."""
    heads = ["exercise", "what", "signature", "state"]
    rows = [
        [f"  {one.id}", one.formula or one.title, one.signature, _state(one, kept)]
        for one in ordered
    ]
    while len(heads) > FEWEST and _width(heads, rows) > width():
        for row in (heads, *rows):
            del row[-2]
    return heads, rows


def _width(heads: list[str], rows: list[list[str]]) -> int:
    """Columns that the table needs at least."""
    return LEAST + sum(
        max(map(len, column)) + 2 for column in list(zip(heads, *rows, strict=True))[:-1]
    )


def _state(exercise: Exercise, kept: Notes) -> str:
    how, hints = standing(exercise, kept), kept.get(exercise.id, NOTHING).hints
    words = [str(how)]
    if how is not Standing.SOLVED and hints:
        words.append(f"{hints} hint{'s'[: hints != 1]}")
    if how is Standing.OPEN and (before := waits_for(exercise, kept)):
        words.append(f"after {', '.join(before)}")
    return ", ".join(words)
