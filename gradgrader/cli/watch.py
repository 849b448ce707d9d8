"""`gradgrader watch`: grade a file again at each save."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.cli.options import Hints, Isolation, MoreExercises, OnlyExercises, Strict, Timeout
from gradgrader.errors import GradgraderError

EPILOG = """Examples:

  gradgrader watch attn.py

  gradgrader watch lab.ipynb -e attn --strict

Keys: h the next hint, n the next exercise, d details, arrows scroll, q quit. In a pipe: a line for
each save, until Ctrl-C. Network file systems are looked at once a second."""


@guarded
def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .py file or a notebook.")],
    exercise: OnlyExercises = None,
    exercises: MoreExercises = None,
    strict: Strict = False,
    hints: Hints = 1,
    timeout: Timeout = 10.0,
    isolation: Isolation = "auto",
) -> int:
    """Grade a file again at each save, and say what changed."""
    from gradgrader.cli.lines import Lines
    from gradgrader.cli.screen import Screen
    from gradgrader.cli.vigil import Vigil
    from gradgrader.exercises.catalogue import find, load_all, roots
    from gradgrader.grading.job import Options

    if not file.is_file():
        there = "is a folder: watch one of its files" if file.is_dir() else "there is no such file"
        raise GradgraderError(f"{file}: {there}", hint="gradgrader start ID writes one")
    folders = roots(exercises or [])
    known = load_all(folders)
    for name in exercise or ():
        find(known, name)
    options = Options(
        exercises=tuple(exercise or ()),
        strict=strict,
        hints=hints,
        timeout=timeout,
        isolation=isolation,
    )
    seen = sys.stdin.isatty() and sys.stdout.isatty()
    return Vigil(file, options, folders, Screen() if seen else Lines()).keep()
