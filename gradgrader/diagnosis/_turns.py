"""The edits of a program in the order in which they are tried."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from gradgrader.diagnosis._attempts import Span
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._edits import edits
from gradgrader.diagnosis._known import Watch
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._situation import Situation

PASSING = frozenset({"saved", "swapped-names", "swapped-arguments"})


@functools.lru_cache(maxsize=4)
def proposed(program: Program) -> tuple[Edit, ...]:
    """Every edit of a program, the most likely first: once for all situations of a search."""
    every = [edit for piece in program.pieces for edit in edits(piece.function)]
    return tuple(sorted(every, key=by_cost))


def by_cost(edit: Edit) -> float:
    """To sort by: how far-fetched it is."""
    return edit.cost


def in_turn(chosen: Sequence[Edit], here: Situation) -> tuple[list[Edit], ...]:
    """First the edits of the statement that makes the first strange value.

    Then those of what only wrong gradients use, then of what right ones use too.
    """
    wrong, strange = ~here.right, here.first_strange
    turns: tuple[list[Edit], ...] = ([], [], [])
    for edit in chosen:
        moved = here.moved.get(_span(edit))
        if moved is not None and not bool((moved & wrong).any()) and edit.kind != "dtype":
            continue
        harmless = moved is None or not bool((moved & here.right).any())
        first = strange is not None and inside(edit, strange)
        turns[0 if first and harmless else 1 if harmless else 2].append(edit)
    return turns


def inside(edit: Edit, watch: Watch) -> bool:
    """Whether an edit is one of the statement that makes this value, or of what it is given."""
    if edit.kind in PASSING:
        return True
    text = watch.function.text
    start, end = text.start(watch.statement), text.end(watch.statement)
    return all(start <= one.start and one.end <= end for one in edit.splices)


def _span(edit: Edit) -> Span:
    starts, ends = zip(*((one.start, one.end) for one in edit.splices), strict=True)
    return min(starts), max(ends)
