"""What the command line asks of the grader, and what comes back; no torch."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from gradgrader.model.exercise import Demand
from gradgrader.model.proof import Evidence
from gradgrader.model.result import SubmissionReport
from gradgrader.submissions.audit import Audit
from gradgrader.submissions.source import Submission

WATCHING = -1  # instead of a number of graders: one that leaves a submission for a newer one


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to grade: `exercises` and `functions` are what the user asked for (all, if none).

    `checks` are demands that come before those of exercises, `hints` is how much is explained
    (docs/hints.md), `without` names layers of isolation that are switched off, to see what the
    others stop.
    """

    exercises: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    strict: bool = False
    checks: tuple[tuple[str, Demand], ...] = ()
    hints: int = 1
    seed: int = 0
    timeout: float = 10.0
    isolation: str = "auto"
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Submissions to grade against the exercises in `folders`; in a stream they follow.

    With an `audit` no exercise is asked: one is made of the Function that it names.
    """

    submissions: tuple[Submission, ...]
    folders: tuple[str, ...]
    options: Options = field(default_factory=Options)
    audit: Audit | None = None


class Started(msgspec.Struct, frozen=True, tag=True):
    """The grader is warm, and has tried a worker; `layers` are on, or say why they are off."""

    torch: str
    isolation: str
    layers: dict[str, str]
    missing: dict[str, str]


class Working(msgspec.Struct, frozen=True, tag=True):
    """What is being done, for a display."""

    submission: int
    what: str


class SoFar(msgspec.Struct, frozen=True, tag=True):
    """What can be said of values, before the rest is asked: its grades lack checks and reasons.

    The Functions that answer the exercises in `waiting` have not been asked at all.
    """

    submission: int
    report: SubmissionReport
    waiting: tuple[str, ...] = ()


class Graded(msgspec.Struct, frozen=True, tag=True):
    """One submission is done."""

    submission: int
    report: SubmissionReport


class Piece(msgspec.Struct, frozen=True):
    """Work for who proves exercises: a proof of one of them, or one part of it."""

    exercise: str
    proof: str
    part: str = ""


class Shown(msgspec.Struct, frozen=True, tag=True):
    """What a piece has shown."""

    submission: int
    evidence: Evidence


class Lost(msgspec.Struct, frozen=True, tag=True):
    """A grader ended while it graded this submission, twice: a fault of ours, and no verdict."""

    submission: int


class Refused(msgspec.Struct, frozen=True, tag=True):
    """Grading can't go on: an error with its exit code."""

    message: str
    hint: str
    exit_code: int
    detail: str = ""


class Notice(msgspec.Struct, frozen=True, tag=True):
    """A word for the person who waits."""

    text: str


Event = Started | Working | SoFar | Graded | Shown | Lost | Refused | Notice

EVENTS: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
JOBS = msgspec.json.Decoder(Job)
PIECES = msgspec.json.Decoder(Piece)
SUBMISSIONS = msgspec.json.Decoder(Submission)
ENCODER = msgspec.json.Encoder()
