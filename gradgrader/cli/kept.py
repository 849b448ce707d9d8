"""Progress as commands use it: what goes wrong with it is a warning, and changes nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gradgrader.errors import GradgraderError
from gradgrader.progress.notes import Notes, change, read
from gradgrader.progress.place import place
from gradgrader.progress.standing import Standing, begun, solved, standing

Warn = Callable[[str], None]

if TYPE_CHECKING:
    from gradgrader.grading.job import Options
    from gradgrader.model.exercise import Exercise
    from gradgrader.model.result import SubmissionReport


def _warn(words: str) -> None:
    typer.echo(f"gradgrader: warning: {words}", err=True)


def notes(warn: Warn = _warn) -> Notes:
    """What is kept; nothing where nothing may be kept, or where it can't be read (told)."""
    with _warned(warn):
        return read(place())
    return {}


def is_solved(exercise: Exercise) -> bool:
    """Whether the learner has solved this exercise, as it is now."""
    return standing(exercise, notes()) is Standing.SOLVED


def keep(changed: Callable[[Notes], Notes], warn: Warn = _warn) -> None:
    """Change what is kept, where something may be kept."""
    folder = place()
    with _warned(warn):
        if (aside := change(folder, changed)) and folder:
            warn(
                f"{folder} held no progress that can be read: begun anew, "
                f"what was there is now in {aside}"
            )


def keep_judged(
    reports: Sequence[SubmissionReport],
    options: Options,
    folders: Sequence[Path],
    warn: Warn = _warn,
) -> None:
    """Note what was judged, and what passed; called when the report is out.

    Passing counts only where nothing was left out that an exercise asks for.
    """
    statuses = [(grade.exercise, grade.status) for one in reports for grade in one.grades]
    if place() is None or not statuses:
        return
    from gradgrader.exercises.cache import load_cached
    from gradgrader.model.exercise import Demand
    from gradgrader.model.result import Status

    whole = all(demand is Demand.REQUIRED for _, demand in options.checks)

    def judged(kept: Notes) -> Notes:
        for name, status in statuses:
            right = whole and status is Status.PASSED
            kept = (solved if right else begun)(kept, known[name]) if name in known else kept
        return kept

    with _warned(warn):
        known = {exercise.id: exercise for exercise in load_cached(folders)}
        keep(judged, warn)


@contextmanager
def _warned(warn: Warn) -> Iterator[None]:
    try:
        yield
    except GradgraderError as error:
        warn(f"{error}{f' ({error.hint})' if error.hint else ''}")
