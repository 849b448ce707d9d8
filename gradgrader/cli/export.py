"""`gradgrader export`: gradgrader on other platforms."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gradgrader.cli.complete import exercise_ids
from gradgrader.cli.guard import guarded
from gradgrader.cli.options import (
    Hints,
    Isolation,
    MoreExercises,
    Strict,
    Timeout,
    parsed_seed,
)
from gradgrader.errors import GradgraderError

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Take gradgrader to another platform."
)
EPILOG = """Examples:

  gradgrader export gradescope -e matmul -e tanh

  gradgrader export gradescope -e mine --exercises course/ --output week2.zip"""


@app.callback()
def export() -> None:
    """Take gradgrader to another platform."""


@app.command(epilog=EPILOG)
@guarded
def gradescope(
    exercise: Annotated[
        list[str] | None,
        typer.Option(
            "--exercise",
            "-e",
            metavar="ID",
            help="What is asked (repeatable; default: all).",
            autocompletion=exercise_ids,
        ),
    ] = None,
    exercises: MoreExercises = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="What to write.")
    ] = Path("autograder.zip"),
    strict: Strict = False,
    hints: Hints = 1,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N|random", help="`random` draws one at each run.")
    ] = "random",
    timeout: Timeout = 10.0,
    isolation: Isolation = "auto",
) -> None:
    """Write the autograder of a Gradescope assignment."""
    from gradgrader import __version__
    from gradgrader.cli.autograder.packed import packed
    from gradgrader.cli.autograder.settings import Settings
    from gradgrader.exercises.catalogue import find, load_all, roots, with_those_before

    known = load_all(roots(exercises or []))
    asked = [find(known, name) for name in exercise] if exercise else known
    settings = Settings(
        gradgrader=__version__,
        exercises=tuple(one.id for one in asked),
        strict=strict,
        hints=hints,
        seed=None if seed == "random" else parsed_seed(seed),
        timeout=timeout,
        isolation=isolation,
    )
    try:
        output.write_bytes(packed(settings, with_those_before(known, asked)))
    except OSError as error:
        raise GradgraderError(f"can't write {output}: {error.strerror}") from error
    points = sum(one.max_points for one in asked)
    sys.stdout.write(
        f"wrote {output}: {', '.join(settings.exercises)}\n"
        f"next: upload it as the assignment's autograder, and give it {points:g} points\n"
    )
