"""`gradgrader.check`: grade a Function that is there already, in this process."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gradgrader import __version__
from gradgrader.exercises.catalogue import files, find, load_all, roots
from gradgrader.grading.asked import demands
from gradgrader.grading.inside import IN_PROCESS, grade_inside, is_function, torch_version
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Report
from gradgrader.own.asked import LEVELS
from gradgrader.own.checked import Checked


def check(  # noqa: PLR0913 - the options of the command
    function: type | Iterable[type],
    exercise: str | None = None,
    *,
    hints: int = 1,
    strict: bool = False,
    seed: int = 0,
    require: Iterable[str] = (),
    advise: Iterable[str] = (),
    off: Iterable[str] = (),
) -> Checked:
    """Grade a Function (or several) against `exercise`, or against the one that it answers.

    It runs in this process, which is for your own code: `gradgrader check FILE` keeps that of
    others apart. Options are those of the command (docs/commands.md). Raises GradgraderError, and
    TypeError where `function` is no subclass of torch.autograd.Function.
    """
    functions = functions_in(function)
    asked = demands(required=require, advisory=advise, off=off)
    known = catalogue()
    if exercise is not None:
        find(known, exercise)
    options = Options(
        exercises=() if exercise is None else (exercise,),
        strict=strict,
        checks=asked,
        hints=level(hints),
        seed=seed,
        isolation=IN_PROCESS,
    )
    return checked(functions, known, options)


def checked(
    functions: Sequence[type],
    exercises: Sequence[Exercise],
    options: Options,
    *,
    given: bool = False,
    **more: Any,
) -> Checked:
    """The verdict on these classes."""
    submission, units = grade_inside(functions, exercises, options, given=given)
    report = Report(
        gradgrader=__version__,
        torch=torch_version(),
        seed=options.seed,
        isolation=IN_PROCESS,
        strict=options.strict,
        hints=options.hints,
        submissions=[submission],
    )
    sources = {(unit.file, unit.cell): unit.source.split("\n") for unit in units}
    return Checked(report=report, sources=sources, **more)


def catalogue() -> Sequence[Exercise]:
    """All exercises; the same objects as long as no file changes."""
    folders = tuple(roots())
    changed = tuple(path.stat().st_mtime_ns for path in files(folders))
    return _loaded(folders, changed)


@functools.lru_cache(maxsize=2)
def _loaded(folders: tuple[Path, ...], changed: tuple[int, ...]) -> Sequence[Exercise]:
    del changed
    return load_all(folders)


def functions_in(given: object) -> list[type]:
    """The classes that were given; raises TypeError."""
    several = isinstance(given, Iterable) and not isinstance(given, (type, str))
    found: list[Any] = list(given) if several else [given]  # type: ignore[call-overload]
    for one in found:
        if not is_function(one):
            raise TypeError(
                f"{_told(one)} is no Function: give a subclass of torch.autograd.Function that has"
                " a forward"
            )
    if not found:
        raise TypeError("there is no Function to check")
    return found


def level(hints: int) -> int:
    """How much is explained; raises ValueError."""
    if hints not in LEVELS:
        raise ValueError(
            f"hints={hints!r}: there are levels 0 to {LEVELS[-1]}; 3 and 4 try other versions of"
            " the code, for which there is `gradgrader check FILE`"
        )
    return hints


def _told(one: object) -> str:
    if isinstance(one, type):
        return f"class {one.__name__}"
    of = "an instance of " if is_function(type(one)) else "a "
    return f"{of}{type(one).__name__}"
