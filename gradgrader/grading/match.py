"""Which Function answers which exercise: by the user's word, a marker, behaviour, and then by name.

Behaviour is proof, and comes before names: a class called Matmul that computes A V answers the
exercise about A V. Only where an author says that other Functions have the same forward is one
taken at its name.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Candidate
from gradgrader.grading.job import Options
from gradgrader.grading.probed import apart
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Unmatched
from gradgrader.sandbox.adapter import settled
from gradgrader.sandbox.learner import Learner, LearnerStopped
from gradgrader.sandbox.messages import Forward

AGREES = 1e-2
SIMILAR = 0.75
FEW = 4
SKIP = "skip"


class By(StrEnum):
    """What a match rests on, the strongest first."""

    MARKER = "marker"
    BEHAVIOUR = "behaviour"
    NAME = "name"
    USER = "user"  # who asked for one exercise only: whatever fits no better may be meant
    NEAREST = "nearest"
    GIVEN = "given"  # the exercise was made for this Function


@dataclass(frozen=True, slots=True)
class Match:
    """A Function that answers an exercise; `stopped` says how its forward ended the worker."""

    exercise: Exercise
    candidate: Candidate
    by: By
    stopped: LearnerStopped | None = None


class Stand(Protocol):
    """Where Functions are tried: a bench, or one's own process."""

    @property
    def candidates(self) -> list[Candidate]: ...

    def learner(self, index: int) -> Learner: ...


def match(
    bench: Stand,
    exercises: Sequence[Exercise],
    oracles: Mapping[str, Oracle],
    options: Options,
    *,
    each: bool = False,
) -> tuple[list[Match], list[Unmatched]]:
    """One match for each exercise that is answered, and why the other Functions are not graded.

    With `each`, whatever answers an exercise is a match.
    """
    matcher = _Matcher(bench, exercises, oracles, options)
    found = {
        candidate.index: claim
        for candidate in matcher.eligible
        if (claim := matcher.claim(candidate)) is not None
    }
    matches = []
    for exercise in exercises:
        rivals = [c for c in matcher.eligible if c.index in found and found[c.index][0] is exercise]
        if not rivals:
            continue
        order = list(By)
        best = min(rivals, key=lambda c: (order.index(found[c.index][1]), -c.index))
        matches += [
            Match(exercise, one, found[one.index][1], matcher.stopped.get(one.index))
            for one in (rivals if each else [best])
        ]
    chosen = {m.candidate.index for m in matches}
    unmatched = [
        Unmatched(
            function=c.seen.name,
            location=c.location,
            reason=matcher.reason(c, found.get(c.index, (None, None))[0], matches),
        )
        for c in bench.candidates
        if c.index not in chosen
    ]
    return matches, unmatched


class _Matcher:
    """Claims of Functions to exercises."""

    def __init__(
        self,
        bench: Stand,
        exercises: Sequence[Exercise],
        oracles: Mapping[str, Oracle],
        options: Options,
    ) -> None:
        self._bench, self._exercises, self._oracles = bench, exercises, oracles
        self._options = options
        mentioned = {
            name
            for c in bench.candidates
            if c.sketch
            for name in c.sketch.mentions - {c.sketch.name}
        }
        names = [c.seen.name for c in bench.candidates]
        self._helpers = {name for name in mentioned if names.count(name) == 1}
        wanted = options.functions
        self.eligible = [c for c in bench.candidates if not wanted or c.seen.name in wanted]
        self.stopped: dict[int, LearnerStopped] = {}
        self._distances = {c.index: self._probe(c) for c in self.eligible}

    def claim(self, candidate: Candidate) -> tuple[Exercise, By] | None:
        """The exercise that this Function answers, and what says so."""
        marker = candidate.sketch.marker if candidate.sketch else ""
        marked = [e for e in self._exercises if e.id == marker]
        if marked or marker == SKIP:
            return (marked[0], By.MARKER) if marked else None
        fitting = [e for e in self._exercises if fits(candidate, e)]
        meant = [e for e in fitting if e.by_name and candidate.seen.name in e.names]
        if meant:
            return meant[0], By.BEHAVIOUR if self._agrees(candidate, meant[0]) else By.NAME
        agreeing = [e for e in fitting if self._agrees(candidate, e)]
        if agreeing:
            named = [e for e in agreeing if candidate.seen.name in e.names]
            return (named or agreeing)[0], By.BEHAVIOUR
        return self._nearest(candidate, fitting)

    def _agrees(self, candidate: Candidate, exercise: Exercise) -> bool:
        """Whether forward is the exercise's; one that many Functions have says nothing alone."""
        asked = candidate.seen.name in exercise.names or exercise.id in self._options.exercises
        return self._distance(candidate, exercise) <= AGREES and (asked or not exercise.by_name)

    def _nearest(
        self, candidate: Candidate, fitting: Sequence[Exercise]
    ) -> tuple[Exercise, By] | None:
        """The exercise that a Function whose forward agrees with none may mean."""
        if candidate.seen.name in self._helpers:
            return None
        named = [e for e in fitting or self._exercises if candidate.seen.name in e.names]
        if named:
            return named[0], By.NAME
        if len(self._exercises) == 1 and self._options.exercises:
            return self._exercises[0], By.USER
        near = [e for e in fitting if self._meant(candidate, e)]
        if not near:
            return None
        return max(near, key=lambda e: self._likeness(candidate, e)), By.NEAREST

    def reason(
        self, candidate: Candidate, exercise: Exercise | None, matches: Sequence[Match]
    ) -> str:
        """Why this Function is not graded."""
        if candidate.sketch and candidate.sketch.marker == SKIP:
            return "marked `# gradgrader: skip`"
        if candidate not in self.eligible:
            return "not asked for"
        if exercise is not None:
            winner = next(m.candidate for m in matches if m.exercise is exercise)
            return f"`{exercise.id}` is answered by the one in {winner.location or 'another place'}"
        if candidate.seen.name in self._helpers:
            return "another Function uses it, and its forward is that of no exercise"
        if any(fits(candidate, one) for one in self._exercises):
            return "its forward is that of no exercise; with -e ID it is graded as that one's"
        return f"forward takes {takes(candidate)}; exercises take{self._considered()}"

    def _considered(self) -> str:
        """How many inputs exercises take: each of a few, or of many the least and the most."""
        if len(self._exercises) <= FEW:
            return ": " + ", ".join(f"{e.id} ({len(e.arguments)})" for e in self._exercises)
        counts = [len(e.arguments) for e in self._exercises]
        return f" {min(counts)} to {max(counts)}"

    def _meant(self, candidate: Candidate, exercise: Exercise) -> bool:
        """Whether it may be a wrong answer to this one: its name says so, or few are asked."""
        *_, own = self._likeness(candidate, exercise)
        return own >= SIMILAR or len(self._exercises) <= FEW

    def _likeness(self, candidate: Candidate, exercise: Exercise) -> tuple[bool, float, float]:
        """How much a Function looks like an answer: output shapes, argument names, its own name."""
        distance = self._distance(candidate, exercise)
        given = [name.lower() for name in candidate.seen.parameters]
        wanted = [name.lower() for name in exercise.arguments]
        names = [*exercise.names, exercise.id]
        alike = max(
            difflib.SequenceMatcher(None, candidate.seen.name.lower(), n.lower()).ratio()
            for n in names
        )
        return math.isfinite(distance), difflib.SequenceMatcher(None, given, wanted).ratio(), alike

    def _distance(self, candidate: Candidate, exercise: Exercise) -> float:
        return self._distances[candidate.index].get(exercise.id, math.inf)

    def _probe(self, candidate: Candidate) -> dict[str, float]:
        """For each exercise that fits, how far forward is from the reference's."""
        fitting = [e for e in self._exercises if fits(candidate, e)]
        steps = [
            settled(
                self._oracles[e.id],
                Forward(number, self._oracles[e.id].inputs(e.cases[0]), (True,) * len(e.inputs)),
            )
            for number, e in enumerate(fitting)
        ]
        try:
            answers = self._bench.learner(candidate.index).run(steps) if steps else []
        except LearnerStopped as stopped:
            self.stopped[candidate.index] = stopped
            return {}  # it is matched by its name
        return {
            e.id: apart(answer, self._oracles[e.id])
            for e, answer in zip(fitting, answers, strict=True)
        }


def takes(candidate: Candidate) -> str:
    """`1 input`, `2 or more inputs`."""
    least, most = candidate.seen.least, candidate.seen.most
    count = (
        f"{least}" if most == least else f"{least} {'or more' if most is None else f'to {most}'}"
    )
    return f"{count} input{'s'[: count != '1']}"


def fits(candidate: Candidate, exercise: Exercise) -> bool:
    """Whether forward can take as many arguments as the exercise gives."""
    count, most = len(exercise.arguments), candidate.seen.most
    return candidate.seen.least <= count and (most is None or count <= most)
