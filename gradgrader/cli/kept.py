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
from gradgrader.progress.standing import Standing, begun, next_up, solved, standing

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
    if place() is None or not any(one.grades for one in reports):
        return
    from gradgrader.exercises.cache import load_cached

    with _warned(warn):
        known = load_cached(folders)
        keep(lambda kept: _judged(kept, known, reports, options), warn)


def ahead(reports: Sequence[SubmissionReport], options: Options, folders: Sequence[Path]) -> str:
    """The exercise that comes next, where all of these count as passed; empty where none does."""
    from gradgrader.model.result import Status

    passed = all(one.status is Status.PASSED for one in reports)
    if place() is None or not reports or not (passed and _whole(options)):
        return ""
    from gradgrader.exercises.cache import load_cached

    with _warned(lambda _: None):  # what can't be read is told when it is to be kept
        known = load_cached(folders)
        following = next_up(known, _judged(read(place()), known, reports, options))
        return following.id if following else ""
    return ""


def _whole(options: Options) -> bool:
    """Whether nothing was left out that an exercise asks for."""
    from gradgrader.model.exercise import Demand

    return all(demand is Demand.REQUIRED for _, demand in options.checks)


def _judged(
    kept: Notes,
    known: Sequence[Exercise],
    reports: Sequence[SubmissionReport],
    options: Options,
) -> Notes:
    """The notes, with what was judged begun, and solved what passed."""
    from gradgrader.model.result import Status

    grades = [grade for one in reports for grade in one.grades]
    passed = {one.exercise for one in grades if one.status is Status.PASSED and _whole(options)}
    for one in known:
        if one.id in passed:  # once is enough
            kept = solved(kept, one)
        elif any(grade.exercise == one.id for grade in grades):
            kept = begun(kept, one)
    return kept


@contextmanager
def _warned(warn: Warn) -> Iterator[None]:
    try:
        yield
    except GradgraderError as error:
        warn(f"{error}{f' ({error.hint})' if error.hint else ''}")
