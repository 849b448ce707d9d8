"""`gradgrader grade`: a whole class into a gradebook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.cli.options import (
    Advisory,
    Hints,
    Isolation,
    MoreExercises,
    Off,
    OnlyExercises,
    Required,
    Strict,
    Timeout,
    demands,
    parsed_seed,
)

EPILOG = """Examples:

  gradgrader grade submissions/

  gradgrader grade canvas-export.zip --roster class.csv --gradebook week1.gradebook

  gradgrader grade submissions/ --only ada --regrade

What is in the gradebook and has not changed is not graded again; a run that was stopped goes on."""


@guarded
def grade(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A class's hand-ins, or a platform's .zip.")
    ],
    gradebook: Annotated[
        Path | None,
        typer.Option("--gradebook", metavar="FILE", help="Default: FOLDER.gradebook, here."),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="CSV", help="Who should have handed in.")
    ] = None,
    pattern: Annotated[
        str, typer.Option("--pattern", metavar="GLOB", help="Only files of such names.")
    ] = "",
    exercise: OnlyExercises = None,
    exercises: MoreExercises = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STUDENT", help="Only this student (repeatable)."),
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what has not changed.")
    ] = False,
    strict: Strict = False,
    require: Required = None,
    advise: Advisory = None,
    off: Off = None,
    hints: Hints = 1,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="N|random", help="Default: the gradebook's, at first a random one."
        ),
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Graders; 0: one a core.")
    ] = 0,
    cluster: Annotated[
        str,
        typer.Option("--cluster", metavar="ADDRESS", help="A dask scheduler's, or `local`."),
    ] = "",
    timeout: Timeout = 10.0,
    isolation: Isolation = "full",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="One line for the class.")] = False,
) -> int:
    """Grade a whole class into a gradebook."""
    from gradgrader.cli.cohort import Plan
    from gradgrader.cli.graded import graded
    from gradgrader.grading.job import Options
    from gradgrader.submissions.listing import Entry

    called = Entry(folder.resolve().name, str(folder), folder.is_dir()).stem
    book = gradebook or Path(f"{called}.gradebook")
    options = Options(
        exercises=tuple(exercise or ()),
        strict=strict,
        checks=demands(required=require or (), advisory=advise or (), off=off or ()),
        hints=hints,
        seed=parsed_seed(seed or "random"),
        timeout=timeout,
        isolation=isolation,
    )
    plan = Plan(
        book=book,
        options=options,
        more=exercises or (),
        graders=jobs or os.cpu_count() or 1,
        cluster=cluster,
        regrade=regrade,
        only=tuple(only or ()),
        resume=not seed,
    )
    return graded(folder, plan, pattern=pattern, roster=roster, quiet=quiet)
