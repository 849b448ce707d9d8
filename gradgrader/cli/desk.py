"""What keys ask for while a file is watched: the next hint, the next exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from gradgrader.cli.kept import keep, notes
from gradgrader.cli.plain import prose, styled
from gradgrader.cli.sight import Sight
from gradgrader.cli.start import written
from gradgrader.errors import GradgraderError
from gradgrader.exercises.cache import load_cached
from gradgrader.model.result import Status, SubmissionReport
from gradgrader.progress.standing import NOTHING, Standing, begun, next_up, standing, told

Warn = Callable[[str], None]


def hinted(report: SubmissionReport | None, folders: Sequence[Path], warn: Warn) -> list[str]:
    """One more hint for the first exercise that fails, noted as given."""
    failing = [g.exercise for g in report.grades if g.status is not Status.PASSED] if report else []
    found = {exercise.id: exercise for exercise in load_cached(folders)}
    if not failing or failing[0] not in found:
        return [styled("nothing that a hint is for: n goes to the next exercise", dim=True)]
    exercise = found[failing[0]]
    total = len(exercise.hints)
    if not total:
        return [styled(f"{exercise.id} has no hints", dim=True)]
    number = min(notes(warn).get(exercise.id, NOTHING).hints + 1, total)
    keep(lambda kept: told(kept, exercise, number), warn)
    more = "" if number < total else ", the last one"
    head = styled(f"hint {number} of {total} for {exercise.id}{more}", bold=True)
    return [head, *prose(exercise.hints[number - 1])]


def next_file(sight: Sight, folders: Sequence[Path], warn: Warn) -> tuple[Path | None, str]:
    """The file of the next exercise, beside this one, and a word; written if it isn't there."""
    here = {grade.exercise for grade in sight.submission.grades} if sight.submission else set()
    kept = notes(warn)
    left = [
        exercise
        for exercise in load_cached(folders)
        if exercise.id not in here and standing(exercise, kept) is not Standing.SOLVED
    ]
    exercise = next_up(left, kept)
    if exercise is None:
        return None, "there is no other exercise that isn't solved"
    path = sight.path.with_name(f"{exercise.id}.py")
    if path == sight.path:
        return None, f"{exercise.id} is what you are at: it is next until it passes"
    if path.exists():
        return path, f"{exercise.id} is next; {path.name} is there already"
    try:
        written(exercise, path)
    except GradgraderError as error:
        return None, str(error)
    keep(lambda notes: begun(notes, exercise), warn)
    return path, f"{exercise.id} is next: open {path}, which was written just now"
