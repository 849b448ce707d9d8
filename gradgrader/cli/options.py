"""Options that several commands have, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import exercise_ids, isolation_levels, parts
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Demand

CHECKS = parts("gradgrader.checks")

OnlyExercises = Annotated[
    list[str] | None,
    typer.Option(
        "--exercise",
        "-e",
        metavar="ID",
        help="Grade this exercise only (repeatable).",
        autocompletion=exercise_ids,
    ),
]
MoreExercises = Annotated[
    list[Path] | None,
    typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Advisory checks count as well.")]
Required = Annotated[
    list[str] | None,
    typer.Option(
        "--require",
        metavar="CHECK",
        help="Fail if this check fails (repeatable).",
        autocompletion=CHECKS,
    ),
]
Advisory = Annotated[
    list[str] | None,
    typer.Option(
        "--advise",
        metavar="CHECK",
        help="This check only advises (repeatable).",
        autocompletion=CHECKS,
    ),
]
Off = Annotated[
    list[str] | None,
    typer.Option(
        "--off", metavar="CHECK", help="Don't ask this check (repeatable).", autocompletion=CHECKS
    ),
]
Hints = Annotated[
    int,
    typer.Option(
        "--hints",
        min=0,
        max=4,
        metavar="0..4",
        help="Say 0 verdicts only, 1 what is wrong, 2 why, 3 where, 4 what to write.",
    ),
]
Timeout = Annotated[
    float,
    typer.Option("--timeout", min=0.1, metavar="S", help="Seconds for one answer or statement."),
]
Isolation = Annotated[
    str,
    typer.Option(
        "--isolation",
        metavar="LEVEL",
        help="auto (what this machine offers), full (that or nothing), process, none.",
        autocompletion=isolation_levels,
    ),
]
BookArgument = Annotated[
    Path, typer.Argument(metavar="GRADEBOOK", help="What `gradgrader grade` has made.")
]


def demands(**chosen: Sequence[str]) -> tuple[tuple[str, Demand], ...]:
    """What is asked of which checks; raises UnknownName."""
    from gradgrader.grading.asked import demands as asked

    return asked(**chosen)


def parsed_seed(text: str) -> int:
    """A whole number, or one drawn at random."""
    if text == "random":
        import secrets

        return secrets.randbits(48)
    try:
        return int(text)
    except ValueError as error:
        raise GradgraderError(
            f"--seed {text}: not a number", hint="give a whole number, or `random`"
        ) from error
