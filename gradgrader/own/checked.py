"""What a check of one's own Functions found, as an object and in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gradgrader.model.result import Grade, Problem, Report, Status, SubmissionReport, Unmatched
from gradgrader.own.asked import LEVELS
from gradgrader.report.base import FORMATS, Lines, View, clean

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

WIDTH = 88  # of what can't be asked how wide it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The report on one or more Functions.

    In a notebook it shows itself as HTML, `print` writes what a terminal would show, rich prints it
    in colour. `sources` are the lines that it quotes, `more` is how to ask for the next hint.
    """

    report: Report
    sources: Lines = field(default_factory=dict, repr=False)
    more: str = "hints={}"

    @property
    def submission(self) -> SubmissionReport:
        """All that was found: grades, and what is to be said beside them."""
        return self.report.submissions[0]

    @property
    def status(self) -> Status:
        """Passed if every Function did; crashed if there was none to judge."""
        return self.submission.status

    @property
    def passed(self) -> bool:
        return self.status is Status.PASSED

    @property
    def score(self) -> float:
        return self.submission.score

    @property
    def max_score(self) -> float:
        return self.submission.max_score

    @property
    def grades(self) -> tuple[Grade, ...]:
        """One for each Function that answers an exercise: its blocks, checks and diagnoses."""
        return self.submission.grades

    @property
    def unmatched(self) -> tuple[Unmatched, ...]:
        """Functions that answer no exercise, and why."""
        return self.submission.unmatched

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is worth a word beside the grades."""
        return self.submission.problems

    def to_json(self) -> str:
        """The JSON report, version 1 (docs/report.md)."""
        return FORMATS["json"](self.report, View())

    def text(self, *, width: int = WIDTH, color: bool = False, verbose: bool = False) -> str:
        """What a terminal shows; `verbose` adds every check, pictures, and what was printed."""
        return FORMATS["rich"](self.report, self.view(width=width, color=color, verbose=verbose))

    def view(self, **more: Any) -> View:
        """How it is to be shown."""
        sources = {self.submission.path: self.sources}
        return View(sources=sources, more=self.more, most=LEVELS[-1], **more)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        names = clean(self.submission.path)
        return f"<Checked {names}: {self.status}, {self.score:.3g}/{self.max_score:.3g} points>"

    def _repr_html_(self) -> str:
        from gradgrader.report._fragment import fragment  # noqa: PLC0415 - in a notebook alone

        return fragment(self.report, self.view(width=WIDTH))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 - IPython's
        """IPython in a terminal, and whoever reads a notebook without HTML."""
        printer.text(repr(self) if cycle else self.text().rstrip("\n"))

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        from gradgrader.report.rich import parts  # noqa: PLC0415 - rich is not imported before

        del console
        yield from parts(self.report, self.view(width=options.max_width))
