"""`gradgrader derive`: how a gradient is found by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.catalogue import Id, More
from gradgrader.cli.complete import parts
from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise

EPILOG = """Examples:

  gradgrader derive matmul

  gradgrader derive attn --yes --format markdown=attn.md"""


@guarded
def derive(
    exercise_id: Id,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=PATH]",
            help="text (default) or markdown, with LaTeX in it; to the terminal or a file"
            " (repeatable).",
            autocompletion=parts("gradgrader.lessons"),
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Don't ask first: it shows the whole answer.")
    ] = False,
    exercises: More = None,
) -> int:
    """Derive a gradient by hand: Jacobian, cotangent times Jacobian, without coordinates."""
    from gradgrader.cli.catalogue import named
    from gradgrader.cli.kept import is_solved
    from gradgrader.errors import UnknownName
    from gradgrader.registry import nearest, part_names

    exercise = named(exercise_id, exercises)
    known = part_names("gradgrader.lessons")
    wanted = [text.partition("=") for text in formats or ["text"]]
    for name, _, _ in wanted:
        if name not in known:
            raise UnknownName(
                f"no format {name!r} of a derivation", hint=f"try {nearest(name, known)}"
            )
    if not exercise.derivable:
        raise GradgraderError(
            f"{exercise.id} is to be derived by yourself: its author keeps the derivation back",
            hint=f"a nudge instead: gradgrader hint {exercise.id}",
        )
    if not (yes or is_solved(exercise) or _wanted(exercise)):
        typer.echo(f"not shown; a nudge instead: gradgrader hint {exercise.id}", err=True)
        return 0
    return _write(exercise, [(name, path) for name, _, path in wanted])


def _wanted(exercise: Exercise) -> bool:
    """Whether the person at the terminal wants to see the answer; raises where there is none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise GradgraderError(
            f"this shows the whole answer of {exercise.id}, and there is no terminal to ask at",
            hint=f"gradgrader derive {exercise.id} --yes",
        )
    question = f"This shows the whole answer of {exercise.id}. Go on?"
    try:
        return typer.confirm(question, default=False, err=True)
    except typer.Abort as error:
        raise KeyboardInterrupt from error


def _write(exercise: Exercise, wanted: list[tuple[str, str]]) -> int:
    from gradgrader.cli.view import terminal
    from gradgrader.derivation.derive import derive as derived
    from gradgrader.exercises.reader import load
    from gradgrader.exercises.reference import Oracle
    from gradgrader.lessons.base import LESSONS

    made = derived(Oracle(load(Path(exercise.path)), 0))
    for name, path in wanted:
        text = LESSONS[name](made, terminal())
        if not path:
            sys.stdout.write(text)
            continue
        try:
            Path(path).write_text(text, encoding="utf-8")
        except OSError as error:
            raise GradgraderError(f"can't write {path}: {error.strerror}") from error
    if made.stopped:
        sys.stdout.flush()
        raise GradgraderError(
            f"the derivation of {made.id} stops here: {made.stopped}",
            hint="the steps before it are shown; those after it, and all together, are not",
        )
    return 0
