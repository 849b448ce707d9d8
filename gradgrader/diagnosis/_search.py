"""Looks for the small edits after which a learner's backward returns the right gradients."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from torch import Tensor

from gradgrader.diagnosis._attempts import Attempts, Version
from gradgrader.diagnosis._derived import derivation, derived
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._exam import drawn, whole
from gradgrader.diagnosis._known import becomes_known
from gradgrader.diagnosis._liveness import goes_around, idle
from gradgrader.diagnosis._situation import Situation, situation
from gradgrader.diagnosis._splice import overlap
from gradgrader.diagnosis._turns import PASSING, by_cost, in_turn, inside, proposed
from gradgrader.diagnosis._void import made_void
from gradgrader.exercises.reference import Oracle

T = TypeVar("T")
BATCH = 64
ROOM = 0.7  # how much more than a doubtful repair another one may cost to be looked at
PARTIAL, PAIRS, STEPS, LIKELY, OFTEN = 40, 400, 4, 2.0, 1.5
UNKNOWN, ELSEWHERE, IDLE, AROUND, LENGTH = 0.8, 0.6, 0.8, 10.0, 0.004
GONE = "extra-statement"


@dataclass(frozen=True, slots=True)
class Repair:
    """Edits after which every gradient is right.

    `around` says that they only avoid the mistake, `doubtful` that the line that they change still
    holds no step of the derivation, `partly` that zeros, kinks or ties are still wrong.
    """

    edits: tuple[Edit, ...]
    cost: float
    around: bool = False
    doubtful: bool = False
    partly: bool = False

    @property
    def convincing(self) -> bool:
        return not self.around and not self.doubtful

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(sorted({edit.line for edit in self.edits}))


def search(
    attempts: Attempts,
    oracle: Oracle,
    here: Situation,
    *,
    mistakes: int = 2,
    formulas: bool = False,
) -> list[Repair]:
    """Repairs of up to so many mistakes, the most natural first.

    With `formulas` the worker is shown steps of the derivation, in the end.
    """
    search = _Search(attempts, oracle, here)
    found = search.run(mistakes)
    if formulas and all(repair.around for repair in found):
        found += search.written()
    if not attempts.given and not attempts.over and all(repair.around for repair in found):
        found += search.partly()
    return sorted(found, key=lambda repair: repair.cost)


class _Search:
    """What is tried from one situation on; `attempts.given` are edits that were made before."""

    def __init__(self, attempts: Attempts, oracle: Oracle, here: Situation) -> None:
        self._attempts, self._oracle, self._here = attempts, oracle, here
        given = [splice for edit in attempts.given for splice in edit.splices]
        free = [one for one in proposed(attempts.program) if not overlap(one.splices, given)]
        self._turns = in_turn(free, here)
        self._better: list[tuple[Edit, Tensor]] = []
        self._here_only: list[Version] = []

    def run(self, mistakes: int) -> list[Repair]:
        found: list[Repair] = []
        for chosen in self._turns:
            found += self._singles(chosen)
            if any(repair.convincing for repair in found):
                return found
        if mistakes > 1 and all(repair.around for repair in found):
            found += self._pairs()
        if mistakes > 1 and all(repair.around for repair in found):
            found += self._deeper(mistakes - 1)
        return found

    def written(self) -> list[Repair]:
        """Repairs that write a step of the derivation where it is missing."""
        known = derivation(self._attempts, self._oracle)
        if known is None:
            return []
        turns = in_turn(sorted(derived(self._attempts, known), key=by_cost), self._here)
        return self._singles([edit for turn in turns for edit in turn])

    def partly(self) -> list[Repair]:
        """Single edits that leave no more than zeros, kinks and ties: there is another mistake."""
        if not self._here_only:
            return []
        exam = drawn(self._oracle, 0)
        as_it_is, *rows = self._attempts.right(exam, [[], *self._here_only])
        if bool(as_it_is.all()):  # then these alone are wrong
            return []
        pairs = zip(self._here_only, rows, strict=True)
        good = [version for version, row in pairs if bool(row.all())]
        found = [self._weighed(version) for version in good]
        return [replace(repair, partly=True) for repair in found if repair.convincing]

    def _singles(self, chosen: Sequence[Edit]) -> list[Repair]:
        """Single edits that repair everything; who repairs something is noted."""
        found: list[Repair] = []
        most = float("inf")
        for batch in _batches(chosen):
            if self._attempts.over or batch[0].cost > most:
                break
            rows = self._attempts.right(self._here.exam, [[edit] for edit in batch])
            pairs = list(zip(batch, rows, strict=True))
            found += self._accepted([[edit] for edit, row in pairs if bool(row.all())])
            natural = [repair for repair in found if not repair.around]
            reach = (
                one.cost + (self._attempts.near if one.convincing else ROOM) for one in natural
            )
            most = min([most, *reach])
            self._better += [pair for pair in pairs if _improves(pair[1], self._here.right)]
        return found

    def _pairs(self) -> list[Repair]:
        """Two edits that repair together what each of them repairs a part of."""
        likely = [one for one in self._better if one[0].cost <= OFTEN]
        chosen = sorted(likely, key=lambda one: one[0].cost)[:PARTIAL]
        pairs = [
            [one, other]
            for (one, first), (other, second) in itertools.combinations(chosen, 2)
            if bool((first | second).all()) and not overlap(one.splices, other.splices)
        ]
        pairs.sort(key=lambda pair: pair[0].cost + pair[1].cost)
        for batch in _batches(pairs[:PAIRS]):
            if self._attempts.over:
                break
            rows = self._attempts.right(self._here.exam, batch)
            complete = [pair for pair, row in zip(batch, rows, strict=True) if bool(row.all())]
            if found := self._accepted(complete):
                return found
        return []

    def _deeper(self, mistakes: int) -> list[Repair]:
        """An edit that is a step ahead, and what repairs the rest after it."""
        for step in self._steps():
            if self._attempts.over:
                break
            ahead = self._attempts.after(step)
            there = situation(ahead, self._oracle)
            if there is None:
                continue
            found = search(ahead, self._oracle, there, mistakes=mistakes)
            if found and not found[0].around:
                return found
        return []

    def _steps(self) -> list[Edit]:
        """Edits that make the first strange value a known one, then those that repair a part."""
        strange, known = self._here.first_strange, self._here.known
        steps: list[Edit] = []
        if strange is not None and known is not None and not strange.name:
            near = [
                edit for edit in self._turns[0] if edit.cost <= LIKELY and edit.kind not in PASSING
            ]
            for batch in _batches(near):
                if self._attempts.over or len(steps) >= STEPS:
                    break
                good = becomes_known(
                    self._attempts, self._here.exam, known.arriving, [[e] for e in batch], strange
                )
                steps += [edit for edit, yes in zip(batch, good, strict=True) if yes]
        more = sorted(self._better, key=lambda one: one[0].cost)
        return [*steps[:STEPS], *(edit for edit, _ in more[:STEPS] if edit not in steps)]

    def _accepted(self, versions: Sequence[Version]) -> list[Repair]:
        """Those that are right everywhere, with what speaks against them added to their cost."""
        if not versions:
            return []
        rows = self._attempts.right(whole(self._oracle, 0), versions)
        good = [version for version, row in zip(versions, rows, strict=True) if bool(row.all())]
        self._here_only += [one for one in versions if len(one) == 1 and one not in good]
        return [self._weighed(version) for version in good]

    def _weighed(self, version: Version) -> Repair:
        program, whole_version = self._attempts.program, [*self._attempts.given, *version]
        here = self._here
        around = goes_around(program, whole_version) or made_void(
            self._attempts, here.exam, version, here.before
        )
        cost = sum(edit.cost + _longer(edit) for edit in whole_version) + (AROUND if around else 0)
        cost += IDLE * idle(program, whole_version)
        strange, known = here.first_strange, here.known
        if strange is None or len(version) > 1:
            return Repair(tuple(whole_version), cost, around)
        if not inside(version[0], strange):
            return Repair(tuple(whole_version), cost + ELSEWHERE, around)
        doubtful = False
        if known is not None and not strange.name and version[0].kind != GONE:
            doubtful = not becomes_known(
                self._attempts, here.exam, known.values, [version], strange
            )[0]
        return Repair(tuple(whole_version), cost + UNKNOWN * doubtful, around, doubtful)


def _batches(every: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(every), BATCH):
        yield every[start : start + BATCH]


def _improves(row: Tensor, right: Tensor) -> bool:
    """Whether more is right than before, and nothing less, but not everything."""
    more = bool((row | ~right).all()) and bool((row & ~right).any())
    return more and not bool(row.all())


def _longer(edit: Edit) -> float:
    """Of two repairs of one kind the shorter is the better one."""
    return LENGTH * sum(len(one.text) - (one.end - one.start) for one in edit.splices)
