"""`gradgrader exercise`: for those who write exercises."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import exercise_ids
from gradgrader.cli.guard import guarded, keeping_the_verdict
from gradgrader.cli.options import Isolation, MoreExercises, Timeout, parsed_seed
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.proof import Proved

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="For those who write exercises."
)
VALIDATE = """Examples:

  gradgrader exercise validate tanh

  gradgrader exercise validate --exercises course/ mine --quick

Exit codes: 0 every proof holds, 1 one does not, 2 a file can't be read, 3 a fault of gradgrader's
own."""


@app.callback()
def exercise() -> None:
    """For those who write exercises."""


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of exercise.yaml, for editors."""
    from gradgrader.exercises.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")


@app.command(epilog=VALIDATE)
@guarded
def validate(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="Exercises; without one, those of --exercises, or else all.",
            autocompletion=exercise_ids,
        ),
    ] = None,
    exercises: MoreExercises = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Without mutants and without other seeds.")
    ] = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="rich (default) or json.")
    ] = "rich",
    seed: Annotated[
        str, typer.Option("--seed", metavar="N|random", help="Seed of inputs and cotangents.")
    ] = "0",
    timeout: Timeout = 10.0,
    isolation: Isolation = "auto",
) -> int:
    """Prove that exercises are sound."""
    from pathlib import Path

    from gradgrader.cli.progress import bar
    from gradgrader.cli.proving import prove
    from gradgrader.exercises.catalogue import find, load_all, roots
    from gradgrader.grading.job import Options
    from gradgrader.model.proof import Level, worst

    if format_ not in {"rich", "json"}:
        raise GradgraderError(f"no format {format_!r}", hint="try rich, json")
    folders = roots(exercises or [])
    known = load_all(folders)
    theirs = [folder.resolve() for folder in exercises or []]
    chosen = [find(known, name) for name in dict.fromkeys(ids or [])] or [
        one
        for one in known
        if not theirs or any(Path(one.path).resolve().is_relative_to(place) for place in theirs)
    ]
    options = Options(seed=parsed_seed(seed), timeout=timeout, isolation=isolation, hints=0)
    with bar() as tell:
        proved = prove(chosen, folders, options, tell, quick=quick)
    with keeping_the_verdict():
        _write(proved, format_)
    return int(worst([one.level for one in proved]) in {Level.TODO, Level.ERROR})


def _write(proved: list[Proved], format_: str) -> None:
    if format_ == "json":
        import msgspec

        text = msgspec.json.format(msgspec.json.encode(proved), indent=2).decode()
        sys.stdout.write(f"{text}\n")
    else:
        from gradgrader.cli.proved import show

        show(proved)
