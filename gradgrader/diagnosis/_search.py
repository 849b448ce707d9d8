"""Looks for the small edits after which a learner's backward returns the right gradients."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torch import Tensor

from gradgrader.diagnosis._attempts import Attempts, Span, influence
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._edits import edits
from gradgrader.diagnosis._exam import Exam, oblong, square, whole
from gradgrader.diagnosis._known import (
    Known,
    Watch,
    becomes_known,
    known,
    recognised,
    watches,
)
from gradgrader.diagnosis._liveness import forgotten, unused_helpers
from gradgrader.diagnosis._splice import overlap
from gradgrader.exercises.reference import Oracle

BATCH = 128
ROOM = 0.5  # how much more than the cheapest repair another one may cost to be looked at
PARTIAL, PAIRS = 40, 400
UNKNOWN, ELSEWHERE, AROUND, LENGTH = 0.8, 0.6, 10.0, 0.004


@dataclass(frozen=True, slots=True)
class Repair:
    """Edits after which every gradient is right; `around` says that they only avoid the mistake."""

    edits: tuple[Edit, ...]
    cost: float
    around: bool = False
    doubtful: bool = False

    @property
    def convincing(self) -> bool:
        return not self.around and not self.doubtful

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({edit.line for edit in self.edits}))


@dataclass(frozen=True, slots=True)
class Situation:
    """What is wrong with a program: which blocks of an exam, and where it shows."""

    exam: Exam
    base: Tensor
    right: Tensor
    moved: dict[Span, Tensor]
    known: Known | None
    watched: tuple[Watch, ...]
    strange: tuple[int, ...]

    @property
    def first_strange(self) -> Watch | None:
        """The first statement whose value is no step of the derivation."""
        return self.watched[self.strange[0]] if self.strange else None


def situation(attempts: Attempts, oracle: Oracle) -> Situation | None:
    """Where the program is wrong; None where every number that is asked for is right."""
    exams = (("square", square), ("oblong", oblong), ("", _all))
    return next((s for key, make in exams if (s := _at(attempts, oracle, key, make(oracle)))), None)


def _at(attempts: Attempts, oracle: Oracle, key: str, exam: Exam) -> Situation | None:
    base = attempts.values(exam, [[]])
    right = exam.right(base)[0]
    if bool(right.all()):
        return None
    values = known(oracle, exam, key) if key else None
    watched = watches(attempts)
    seen = recognised(attempts, exam, values, watched) if values else {}
    return Situation(
        exam=exam,
        base=base[0],
        right=right,
        moved=influence(attempts, exam, base[0]),
        known=values,
        watched=watched,
        strange=tuple(number for number in sorted(seen) if not seen[number]),
    )


def _all(oracle: Oracle) -> Exam:
    return whole(oracle, 0)


def search(attempts: Attempts, oracle: Oracle, here: Situation) -> list[Repair]:
    """Repairs, the most natural first."""
    proposed = [edit for piece in attempts.program.pieces for edit in edits(piece.function)]
    proposed.sort(key=lambda edit: edit.cost)
    better: list[tuple[Edit, Tensor]] = []
    found: list[Repair] = []
    for chosen in _in_turn(proposed, here):
        found += _singles(attempts, oracle, here, chosen, better)
        if any(repair.convincing for repair in found):
            break
    if not any(not repair.around for repair in found):
        found += _pairs(attempts, oracle, here, better)
    return sorted(found, key=lambda repair: repair.cost)


def _in_turn(proposed: Sequence[Edit], here: Situation) -> Iterator[list[Edit]]:
    """First the edits of the statement that makes the first strange value.

    Then those of what only wrong gradients use, then of what right ones use too.
    """
    wrong, strange = ~here.right, here.first_strange
    turns: tuple[list[Edit], ...] = ([], [], [])
    for edit in proposed:
        moved = here.moved.get(_span(edit))
        if moved is not None and not bool((moved & wrong).any()):
            continue
        harmless = moved is None or not bool((moved & here.right).any())
        first = strange is not None and _inside(edit, strange)
        turns[0 if first and harmless else 1 if harmless else 2].append(edit)
    yield from turns


def _span(edit: Edit) -> Span:
    starts, ends = zip(*((one.start, one.end) for one in edit.splices), strict=True)
    return min(starts), max(ends)


def _singles(
    attempts: Attempts,
    oracle: Oracle,
    here: Situation,
    proposed: Sequence[Edit],
    better: list[tuple[Edit, Tensor]],
) -> list[Repair]:
    """Single edits that repair everything; those that repair something are added to `better`."""
    found: list[Repair] = []
    best = float("inf")
    for batch in _batches(proposed):
        if attempts.over or batch[0].cost > best + ROOM:
            break
        rows = attempts.right(here.exam, [[edit] for edit in batch])
        complete = [[edit] for edit, row in zip(batch, rows, strict=True) if bool(row.all())]
        found += _accepted(attempts, oracle, here, complete)
        best = min([best, *(repair.cost for repair in found if not repair.around)])
        for edit, row in zip(batch, rows, strict=True):
            if _improves(row, here.right) and not bool(row.all()):
                better.append((edit, row))
    return found


def _batches(proposed: Sequence[Edit]) -> Iterator[Sequence[Edit]]:
    for start in range(0, len(proposed), BATCH):
        yield proposed[start : start + BATCH]


def _improves(row: Tensor, right: Tensor) -> bool:
    """Whether more is right than before, and nothing less."""
    return bool((row | ~right).all()) and bool((row & ~right).any())


def _accepted(
    attempts: Attempts, oracle: Oracle, here: Situation, versions: Sequence[Sequence[Edit]]
) -> list[Repair]:
    """Those that are right everywhere, with what speaks against them added to their cost."""
    if not versions:
        return []
    rows = attempts.right(whole(oracle, 0), versions)
    good = [version for version, row in zip(versions, rows, strict=True) if bool(row.all())]
    return [_weighed(attempts, here, version) for version in good]


def _weighed(attempts: Attempts, here: Situation, version: Sequence[Edit]) -> Repair:
    program = attempts.program
    around = bool(forgotten(program, version) or unused_helpers(program, version))
    cost = sum(edit.cost + _longer(edit) for edit in version) + (AROUND if around else 0.0)
    doubtful = False
    strange = here.first_strange
    if strange is not None and len(version) == 1:
        if not _inside(version[0], strange):
            cost += ELSEWHERE
        elif here.known is not None and not strange.name:
            kept = becomes_known(attempts, here.exam, here.known, [version], strange)[0]
            doubtful = not kept
            cost += 0.0 if kept else UNKNOWN
    return Repair(tuple(version), cost, around, doubtful)


def _longer(edit: Edit) -> float:
    """Of two repairs of one kind the shorter is the better one."""
    return LENGTH * sum(len(one.text) - (one.end - one.start) for one in edit.splices)


def _inside(edit: Edit, watch: Watch) -> bool:
    """Whether an edit is one of the statement that makes this value, or of what was saved."""
    if watch.name and edit.kind == "saved":
        return True
    text = watch.function.text
    start, end = text.start(watch.statement), text.end(watch.statement)
    return all(start <= one.start and one.end <= end for one in edit.splices)


def _pairs(
    attempts: Attempts,
    oracle: Oracle,
    here: Situation,
    better: Sequence[tuple[Edit, Tensor]],
) -> list[Repair]:
    """Two edits that repair together what each of them repairs a part of."""
    chosen = sorted(better, key=lambda one: one[0].cost)[:PARTIAL]
    pairs = [
        [one, other]
        for (one, first), (other, second) in itertools.combinations(chosen, 2)
        if bool((first | second).all()) and not overlap(one.splices, other.splices)
    ]
    pairs.sort(key=lambda pair: pair[0].cost + pair[1].cost)
    found: list[Repair] = []
    for start in range(0, min(len(pairs), PAIRS), BATCH):
        if attempts.over or found:
            break
        batch = pairs[start : start + BATCH]
        rows = attempts.right(here.exam, batch)
        complete = [pair for pair, row in zip(batch, rows, strict=True) if bool(row.all())]
        found += _accepted(attempts, oracle, here, complete)
    return found
