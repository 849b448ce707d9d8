"""`gradgrader start`: a file to fill in, the statement on top."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.catalogue import Id, More, named
from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise

EPILOG = "Example: gradgrader start attn mine.py"


@guarded
def start(
    exercise_id: Id,
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Where to write (default: ID.py).")
    ] = None,
    exercises: More = None,
    here: Annotated[
        bool,
        typer.Option("--here", help="Keep progress in this folder from now on (.gradgrader/)."),
    ] = False,
) -> None:
    """Write a starter file to fill in; never overwrites."""
    from gradgrader.cli.kept import keep
    from gradgrader.progress.place import begin_here
    from gradgrader.progress.standing import begun

    exercise = named(exercise_id, exercises)
    target = written(exercise, path or Path(f"{exercise.id}.py"))
    sys.stdout.write(f"wrote {target}\n")
    if here:
        try:
            begin_here()
        except OSError as error:
            raise GradgraderError(f"can't make .gradgrader here: {error.strerror}") from error
    keep(lambda notes: begun(notes, exercise))
    file = shlex.quote(str(target))
    sys.stdout.write(f"next: gradgrader check {file}\n  or: gradgrader watch {file}\n")


def written(exercise: Exercise, target: Path) -> Path:
    """The starter with the statement on top, at `target` or in that folder."""
    import textwrap

    from gradgrader.exercises.starter import starter

    source = starter(exercise)
    if not source:
        raise GradgraderError(f"{exercise.id} has no starter", hint="begin with an empty file")
    if target.is_dir():
        target = target / f"{exercise.id}.py"
    about = f"{exercise.title}: {exercise.formula}\n\n{exercise.statement.strip()}\n"
    head = textwrap.indent(about, "# ", bool).replace("# \n", "#\n")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(f"{head}\n{source}")
    except FileExistsError as error:
        raise GradgraderError(
            f"{target} is there already, and is left as it is",
            hint=f"gradgrader start {exercise.id} OTHER.py",
        ) from error
    except OSError as error:
        raise GradgraderError(f"can't write {target}: {error.strerror}") from error
    return target
