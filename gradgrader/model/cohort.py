"""A class and what each learner has earned: what a gradebook holds and its formats show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradgrader.model.result import SubmissionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Student:
    """Who handed in; `id` is what a platform or the folder calls them, unique within a cohort."""

    id: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """One learner's work: the file, folder or archive at `path`, relative to what was collected.

    `attempt` counts from 1, the latest is graded; `late` is what the platform's export says.
    """

    student: Student
    path: str
    attempt: int = 1
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text of a hand-in: a file or one cell of it, as a Location names them."""

    text: str
    file: str | None = None
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A score that a person has set; `exercise` is empty for the whole hand-in. UTC, ISO 8601."""

    exercise: str
    score: float
    author: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A learner's result; without a report nothing was handed in, or it is still to be graded.

    `score` takes overrides into account, `report` does not.
    """

    student: Student
    hand_in: HandIn | None = None
    report: SubmissionReport | None = None
    overrides: tuple[Override, ...] = ()
    score: float = 0.0
    graded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An exercise of the cohort, and what it is worth."""

    id: str
    title: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Everybody's standing after the latest run; `unknown` handed in and are not on the roster.

    `sources` holds what each student handed in, by their id, where it is known.
    """

    title: str
    exercises: tuple[Asked, ...]
    standings: tuple[Standing, ...]
    unknown: tuple[str, ...] = ()
    seed: int = 0
    gradgrader: str = ""
    torch: str = ""
    isolation: str = ""
    when: str = ""
    sources: Mapping[str, tuple[Source, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @property
    def max_score(self) -> float:
        """What all exercises together are worth."""
        return sum(exercise.points for exercise in self.exercises)
