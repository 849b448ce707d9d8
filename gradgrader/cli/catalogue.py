"""What the commands on exercises share: naming one, and finding it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import exercise_ids

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="The exercise, as `gradgrader list` names it.",
        autocompletion=exercise_ids,
    ),
]
More = Annotated[
    list[Path] | None,
    typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
]


def known(more: list[Path] | None) -> list[Exercise]:
    """All exercises, in order; raises GradgraderError."""
    from gradgrader.exercises.cache import load_cached
    from gradgrader.exercises.catalogue import roots

    return load_cached(roots(more or []))


def named(name: str, more: list[Path] | None) -> Exercise:
    """The exercise of that id; raises UnknownName."""
    from gradgrader.exercises.catalogue import find

    return find(known(more), name)
