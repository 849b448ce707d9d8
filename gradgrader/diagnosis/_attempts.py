"""Versions of a learner's class, tried in the worker and judged here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from gradgrader.diagnosis._edit import Edit, Place
from gradgrader.diagnosis._edits import places
from gradgrader.diagnosis._exam import Exam
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._splice import Splice
from gradgrader.sandbox.learner import Learner, taken
from gradgrader.sandbox.variants import Variants, Varied

Version = Sequence[Edit]
Span = tuple[int, int]


@dataclass(slots=True)
class Spent:
    """How many versions were tried, and how long that took, by all who share this."""

    versions: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Attempts:
    """Tries versions of a program to which the edits `given` were made before.

    It ends after `most` versions, so that what is found does not depend on the machine, or after
    so many `seconds` of the worker's own time, however long it waits for its turn. Beside a repair
    that convinces, only those are tried that cost at most `near` more.
    """

    learner: Learner
    program: Program
    most: int
    seconds: float = math.inf
    near: float = 0.3
    given: tuple[Edit, ...] = ()
    spent: Spent = field(default_factory=Spent)

    @property
    def over(self) -> bool:
        return self.spent.versions >= self.most or self.late

    @property
    def late(self) -> bool:
        """Whether it ended, or has to, before all was tried that may be."""
        return self.spent.seconds > self.seconds

    def after(self, step: Edit) -> Attempts:
        """Attempts from there on, with what is left."""
        return replace(self, given=(*self.given, step))

    def values(self, exam: Exam, versions: Sequence[Version]) -> Tensor:
        """The numbers that each version returns; nan where it raises."""
        return self._run(exam, versions, watch=False).values

    def right(self, exam: Exam, versions: Sequence[Version]) -> Tensor:
        """Which blocks are right in each version."""
        return exam.right(self.values(exam, versions))

    def watched(self, exam: Exam, versions: Sequence[Version]) -> Varied:
        """The same, with what the versions hand to `__seen__`."""
        return self._run(exam, versions, watch=True)

    def _run(self, exam: Exam, versions: Sequence[Version], *, watch: bool) -> Varied:
        self.spent.versions += len(versions)
        step = Variants(
            parts=self.program.parts,
            variants=[self.program.changes([*self.given, *one]) for one in versions],
            points=list(exam.points),
            watch=watch,
        )
        found = taken(self.learner.run([step])[0], Varied)
        self.spent.seconds += found.seconds
        return found


def span(place: Place) -> Span:
    text = place.function.text
    return text.start(place.node), text.end(place.node)


def influence(attempts: Attempts, exam: Exam, base: Tensor) -> dict[Span, Tensor]:
    """Which blocks change with the value of each expression: those that it is used for.

    `base` are the numbers of the program as it is. Expressions that can't be disturbed (they are no
    tensors) are left out.
    """
    if bool(base.isnan().all()):
        return {}
    found: dict[Span, list[Edit]] = {}
    for piece in attempts.program.pieces:
        if piece.function.role in {"backward", "helper"}:
            found |= {span(place): [_disturbed(place)] for place in places(piece.function)}
    values = attempts.values(exam, list(found.values()))
    moved: dict[Span, Tensor] = {}
    for key, row in zip(found, values, strict=True):
        if not bool((row.isnan() & ~base.isnan()).any()):
            other = ((row != base) & ~base.isnan()).to(torch.int64)
            counts = torch.zeros(exam.count, dtype=torch.int64).index_add_(0, exam.blocks, other)
            moved[key] = counts > 0
    return moved


def _disturbed(place: Place) -> Edit:
    text = place.function.text
    written = f"(({text.of(place.node)}) * 1.3718 + 0.0173)"
    splice = Splice(*span(place), written)
    return Edit(kind="", cost=0.0, node=place.node, splices=(splice,), line=place.node.lineno)
