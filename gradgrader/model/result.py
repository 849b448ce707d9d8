"""What grading found: the records behind the JSON report, version 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from gradgrader.model.picture import Jacobian, Taylor


class Status(StrEnum):
    """How something ended; a fault of ours is an exception, never one of these."""

    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed-out"
    SKIPPED = "skipped"


WAITS = "waits"  # the code of a check that was not asked, since another one did not pass
FINE = frozenset({Status.PASSED, Status.SKIPPED})  # nothing is wrong


class Severity(StrEnum):
    """How bad a failed check is; the first two fail an exercise unless it says otherwise."""

    WRONG = "wrong"
    DANGEROUS = "dangerous"
    INCOMPLETE = "incomplete"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a submission; lines and cells are 1-based, a line counts within its cell."""

    line: int | None = None
    end_line: int | None = None
    cell: int | None = None
    file: str | None = None

    def __str__(self) -> str:
        parts = (
            self.file,
            f"cell {self.cell}" if self.cell else None,
            f"line {self.line}" if self.line else None,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about the submission itself; `code` is for machines, `message` for people."""

    code: str
    message: str
    location: Location | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmatched:
    """A Function that answers no exercise, and why."""

    function: str
    location: Location
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """The gradient of one input through one output; `error`, `tolerance`: largest |difference|.

    `status` is skipped where no gradient flows and none came back, or where none could be computed.
    """

    output: str
    input: str
    status: Status
    error: float | None = None
    tolerance: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The answer to one check's question; `code` names the reason of a failure for machines.

    `unseen` says why torch.autograd.gradcheck, which said True, could not see the failure.
    """

    check: str
    severity: Severity
    required: bool
    status: Status
    message: str = ""
    code: str = ""
    case: str = ""
    locations: tuple[Location, ...] = ()
    detail: str = ""
    unseen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterexample:
    """The smallest call that was found to show a fault; tensors are nested lists, NaN is null.

    `inputs` are all arguments of forward, those that carry no gradient too.
    `of` is the input whose gradient is wrong, or the output that is, where no `cotangents` go in.
    `returned` is null where something else than numbers came back, which `instead` says in words;
    `expected` is null where no gradient flows. `text` tells all of it in the learner's own names.
    """

    inputs: Mapping[str, Any]
    cotangents: Mapping[str, Any]
    of: str
    returned: Any
    expected: Any
    instead: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A line as it is and as it could be, which was tried and is right; lines as in Location."""

    line: int
    before: str
    after: str
    cell: int | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """Why something is wrong, in the field's words; `advice` says what to do.

    `checks` are those whose failure it explains.
    """

    code: str
    confidence: str
    title: str
    message: str
    advice: str = ""
    locations: tuple[Location, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()
    checks: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One Function judged by one exercise; `jacobians` and `taylor` are drawn where it is wrong.

    One that is not `begun` is still the exercise's starter: it failed, and no check was asked.
    """

    exercise: str
    function: str
    location: Location
    status: Status
    score: float
    max_score: float
    matched_by: str
    blocks: tuple[Block, ...]
    checks: tuple[CheckResult, ...]
    diagnoses: tuple[Diagnosis, ...] = ()
    jacobians: tuple[Jacobian, ...] = ()
    taylor: Taylor | None = None
    begun: bool = True

    def check(self, name: str) -> CheckResult | None:
        return next((result for result in self.checks if result.check == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionReport:
    """All that one submission earned."""

    path: str
    status: Status
    score: float
    max_score: float
    problems: tuple[Problem, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    grades: tuple[Grade, ...] = ()
    output: str = ""
    seconds: float = 0.0

    @property
    def judged(self) -> bool:
        return bool(self.grades)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run; `version` is the version of this format, raised when a field changes meaning."""

    version: int = 1
    gradgrader: str
    torch: str
    seed: int
    isolation: str
    strict: bool = False
    hints: int = 1
    submissions: Sequence[SubmissionReport] = ()
