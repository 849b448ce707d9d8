"""What goes into a gradebook besides reports, and what its comparison of runs says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from gradgrader.model.cohort import Asked, Student
from gradgrader.model.result import Status


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Defined:
    """An exercise of a run; `definition` is a hash of all that decides on a solution of it."""

    asked: Asked
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run over a cohort; `options` is a hash of those that a grade depends on.

    Exercises that were `named` count for everybody, of others those that somebody answered.
    """

    seed: int
    gradgrader: str
    torch: str
    isolation: str
    strict: bool = False
    exercises: tuple[Defined, ...]
    named: bool = True
    options: str = ""
    started: str = field(default_factory=now)

    @property
    def key(self) -> str:
        """All that a grade depends on besides the content, as a hash.

        Isolation is no part of it: machines of one cluster may offer different layers.
        """
        exercises = [
            (one.asked.id, float(one.asked.points), one.definition) for one in self.exercises
        ]
        parts = (exercises, self.options, self.strict, self.gradgrader, self.torch, str(self.seed))
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


class Why(StrEnum):
    """Why a score is another one than before."""

    NEW = "new"
    CONTENT = "content"
    EXERCISE = "exercise"
    VERSIONS = "versions"
    OPTIONS = "options"
    SEED = "seed"
    OVERRIDE = "override"
    AGAIN = "graded-again"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a learner has for an exercise, overrides applied; no status: not graded, only set."""

    status: Status | None
    score: float
    max_score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a run, or an override after it, changed; `exercise` is empty for the whole hand-in.

    `said` is what the person who set a score, or took it back, gave for a reason.
    `graded-again` means that the verdict changed though nothing is known to have changed: the
    machine was busy, or the submission is moody.
    """

    student: Student
    exercise: str
    before: Mark | None
    after: Mark | None
    why: tuple[Why, ...]
    said: str = ""
