"""What there is to see while a file is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from gradgrader.model.result import Report, SubmissionReport
from gradgrader.report.base import Lines


@dataclass(slots=True)
class Sight:
    """All that a display shows; `whole` says whether everything has been asked.

    `changes` is None before there is anything to compare with, `took` the seconds from a save to
    its verdict, `doing` what is being asked, `hint` and `notice` lines that stand above the report.
    """

    path: Path
    report: Report | None = None
    sources: dict[str, Lines] = field(default_factory=dict)
    whole: bool = False
    changes: Sequence[str] | None = None
    saved: str = ""
    took: float | None = None
    doing: str = "starting torch"
    hint: Sequence[str] = ()
    notice: str = ""
    verbose: bool = False
    scrolled: int = 0

    @property
    def submission(self) -> SubmissionReport | None:
        return self.report.submissions[0] if self.report else None


class Display(Protocol):
    """Shows a Sight each time that it has changed; `keys` says whether it can be answered."""

    keys: bool

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def show(self, sight: Sight) -> None:
        """Show it as it is now."""
        ...
