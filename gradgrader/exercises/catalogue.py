"""Exercises by name: shipped, of installed packages, of $GRADGRADER_EXERCISES, of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gradgrader.errors import GradgraderError, InvalidExercise, UnknownName
from gradgrader.exercises.installed import installed
from gradgrader.model.exercise import Exercise
from gradgrader.registry import nearest

_HERE = Path(__file__).parent


def shipped() -> Path:
    """The folder of the exercises that come with gradgrader (in a checkout, at its top)."""
    installed = _HERE / "shipped"
    return installed if installed.is_dir() else _HERE.parents[1] / "exercises"


def roots(more: Sequence[Path] = ()) -> list[Path]:
    """Folders to look for exercises in; raises where one is no folder."""
    named = [
        Path(part) for part in os.environ.get("GRADGRADER_EXERCISES", "").split(os.pathsep) if part
    ]
    for folder in (*named, *more):
        if not folder.is_dir():
            raise GradgraderError(
                f"{folder}: there is no such folder of exercises",
                hint="--exercises takes a folder that holds one folder an exercise",
            )
        if not any(files([folder])):
            raise GradgraderError(
                f"{folder}: holds no exercise.yaml, nor does a folder in it",
                hint="--exercises takes a folder that holds one folder an exercise",
            )
    return [shipped(), *installed(), *named, *more]


def files(folders: Sequence[Path]) -> Iterator[Path]:
    """Every exercise.yaml in `folders` (each a catalogue, or one exercise's own folder)."""
    for folder in folders:
        if (folder / "exercise.yaml").is_file():
            yield folder / "exercise.yaml"
        yield from sorted(folder.glob("*/exercise.yaml"))


def load_all(folders: Sequence[Path]) -> list[Exercise]:
    """All exercises in `folders`, in their listed order; raises InvalidExercise.

    An id can stand for one exercise only; the same file may be found twice.
    """
    from gradgrader.exercises.reader import load  # noqa: PLC0415 - a listing from the cache needs no YAML

    found: dict[str, Exercise] = {}
    for path in files(folders):
        exercise = load(path)
        if exercise.id != path.parent.name:
            raise InvalidExercise(
                f"is {exercise.id!r}, but its folder is {path.parent.name!r}",
                path=str(path),
                field="id",
                hint="give both the same name",
            )
        other = found.get(exercise.id)
        if other is not None and not path.samefile(other.path):
            raise InvalidExercise(
                f"there is another exercise {exercise.id!r}: {other.path}",
                path=str(path),
                field="id",
                hint="give one of them, and its folder, another name",
            )
        found[exercise.id] = exercise
    _in_an_order(found)
    return sorted(found.values(), key=lambda e: (e.order, e.id))


def _in_an_order(found: Mapping[str, Exercise]) -> None:
    """Raises InvalidExercise where `after` names what isn't there, or leads back to itself."""
    from graphlib import CycleError, TopologicalSorter  # noqa: PLC0415 - not for a cached listing

    from gradgrader.exercises.document import Document  # noqa: PLC0415 - needs YAML

    for one in found.values():
        for index, name in enumerate(one.after):
            if name not in found:
                raise Document(Path(one.path)).error(
                    f"there is no exercise {name!r}",
                    ("after", index),
                    hint=f"try {nearest(name, [other for other in found if other != one.id])}",
                )
    try:
        TopologicalSorter({one.id: one.after for one in found.values()}).prepare()
    except CycleError as error:
        *_, first, last = error.args[1]
        ring = " after ".join(reversed(error.args[1]))
        where = Document(Path(found[last].path))
        raise where.error(
            f"would never begin: {ring}", ("after", found[last].after.index(first))
        ) from error


def with_those_before(known: Sequence[Exercise], chosen: Sequence[Exercise]) -> list[Exercise]:
    """The chosen ones and all that come before them: a catalogue that can be loaded."""
    wanted = [one.id for one in chosen]
    for name in wanted:  # which grows
        wanted += [other for other in find(known, name).after if other not in wanted]
    return [one for one in known if one.id in wanted]


def find(exercises: Sequence[Exercise], name: str) -> Exercise:
    """The exercise of that id; raises UnknownName with the nearest."""
    for exercise in exercises:
        if exercise.id == name:
            return exercise
    raise UnknownName(
        f"there is no exercise {name!r}", hint=f"try {nearest(name, (e.id for e in exercises))}"
    )
