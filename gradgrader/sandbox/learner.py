"""A learner's Function at arm's length: tensors in, tensors out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from gradgrader.model.result import Location, Status
from gradgrader.sandbox.messages import (
    Answer,
    Gradients,
    Outputs,
    Raised,
    Step,
)

T = TypeVar("T")


class LearnerStopped(Exception):
    """The worker died, hung or spoke nonsense: a verdict on what it ran, not an error of ours."""

    def __init__(
        self, status: Status, message: str, code: str, location: Location | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.location = status, message, code, location


class LearnerRaised(Exception):
    """The learner's code raised an exception while it took a step."""

    def __init__(self, raised: Raised) -> None:
        super().__init__(f"{raised.type}: {raised.message}")
        self.raised = raised


class LearnerRaisedRuntimeError(LearnerRaised, RuntimeError):
    """A RuntimeError of the learner's: gradcheck treats those in its own way."""


class Learner(Protocol):
    """One Function of a submission."""

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        """Take the steps in one round trip and answer each; `keep` lets handles outlive it.

        Raises LearnerStopped.
        """
        ...

    def locate(self, raised: Raised) -> Location | None:
        """The learner's own line that was running."""
        ...


def outputs(answer: Answer) -> Outputs:
    """The answer to a Forward; raises LearnerRaised if it raised."""
    return taken(answer, Outputs)


def gradients(answer: Answer) -> Gradients:
    """The answer to a Backward; raises LearnerRaised if it raised."""
    return taken(answer, Gradients)


def taken(answer: Answer, kind: type[T]) -> T:
    """The answer, which is of this kind; raises LearnerRaised if the step raised."""
    if isinstance(answer, Raised):
        raise _exception(answer)
    assert isinstance(answer, kind)
    return answer


def _exception(raised: Raised) -> LearnerRaised:
    runtime = raised.type == "RuntimeError"
    return LearnerRaisedRuntimeError(raised) if runtime else LearnerRaised(raised)
