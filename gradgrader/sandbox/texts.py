"""A submission's texts between grader and worker: what is sent, and where it stood."""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.model.result import Location
from gradgrader.sandbox.endings import stack
from gradgrader.sandbox.messages import Load, Raised, UnitText
from gradgrader.submissions.source import Submission, Unit, statement_line

Statement = tuple[int, int]  # a top-level one: unit, index


def loading(submission: Submission, skip: Sequence[Statement]) -> Load:
    """The request to run its code, but for the statements to skip."""
    return Load(
        units=[_text(unit) for unit in submission.units],
        modules={name: _text(unit) for name, unit in submission.modules.items()},
        skip=list(skip),
    )


def located(submission: Submission, raised: Raised) -> Location | None:
    """The innermost line of the learner's own that was running."""
    for frame in reversed(raised.frames):
        unit = submission.unit(frame.unit)
        if unit is not None:
            return unit.at(frame.line)
    return None


def traced(submission: Submission, traces: int, running: Statement | None) -> Location | None:
    """The innermost line of the learner's own in the stack that a worker left behind.

    Where there is none, it is the statement that was running.
    """
    for name, line in stack(traces):
        unit = submission.unit(name)
        if unit is not None:
            return unit.at(line)
    if running is None:
        return None
    unit = submission.units[running[0]]
    return unit.at(statement_line(unit, running[1]))


def _text(unit: Unit) -> UnitText:
    return UnitText(unit.name, unit.source, unit.space)
