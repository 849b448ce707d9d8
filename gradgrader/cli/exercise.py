"""`gradgrader exercise`: for those who write exercises."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import exercise_ids
from gradgrader.cli.guard import guarded, keeping_the_verdict
from gradgrader.cli.options import Isolation, MoreExercises, Timeout, parsed_seed
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.proof import Level, Proved

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="For those who write exercises."
)
VALIDATE = """Examples:

  gradgrader exercise validate tanh

  gradgrader exercise validate --exercises course/ mine --quick

Exit codes: 0 every proof holds, 1 one does not, 2 a file can't be read, 3 a fault of gradgrader's
own."""

NEW = """Example:

  gradgrader exercise new scale course/ --title 'A scaled product' --signature 'x, y -> z'
  --input 'x: m n' --input 'y: n p' --reference forward.py"""


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
    from gradgrader.cli.progress import bar
    from gradgrader.cli.proved import WAYS
    from gradgrader.cli.proving import prove
    from gradgrader.exercises.catalogue import find, load_all, roots
    from gradgrader.grading.job import Options
    from gradgrader.model.proof import Level, worst

    if format_ not in WAYS:
        raise GradgraderError(f"no format {format_!r}", hint=f"try {', '.join(WAYS)}")
    folders = roots(exercises or [])
    known = load_all(folders)
    theirs = [folder.resolve() for folder in exercises or []]
    chosen = [find(known, name) for name in dict.fromkeys(ids or [])] or [
        one
        for one in known
        if not theirs or any(Path(one.path).resolve().is_relative_to(place) for place in theirs)
    ]
    options = Options(seed=parsed_seed(seed), timeout=timeout, isolation=isolation, hints=0)
    where = "".join(f"--exercises {folder} " for folder in exercises or [])
    with bar() as tell:
        found = prove(chosen, folders, options, tell, quick=quick)
        proved = iter(list(found)) if sys.stderr.isatty() else found  # a bar has its lines alone
    levels: list[Level] = []
    told = _noting(proved, levels)
    with keeping_the_verdict():
        for text in WAYS[format_](told, where):
            sys.stdout.write(text)
            sys.stdout.flush()
    levels += [one.level for one in proved]  # which nobody read
    return int(worst(levels) in {Level.TODO, Level.ERROR})


def _noting(proved: Iterator[Proved], levels: list[Level]) -> Iterator[Proved]:
    """The same, with the level of each noted."""
    for one in proved:
        levels.append(one.level)
        yield one


@app.command(epilog="Example: gradgrader exercise docs > catalogue.md")
@guarded
def docs(
    exercises: MoreExercises = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="markdown, so far.")
    ] = "markdown",
) -> None:
    """Print all exercises as a page: formulas, shapes, difficulty."""
    from gradgrader.cli.catalogue import known
    from gradgrader.cli.catalogue_page import page

    if format_ != "markdown":
        raise GradgraderError(f"no format {format_!r}", hint="try markdown")
    sys.stdout.write(page(known(exercises)))


@app.command(epilog=NEW)
@guarded
def new(
    exercise_id: Annotated[str, typer.Argument(metavar="ID", help="The folder's name, too.")],
    place: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Where its folder goes (default: here).")
    ] = Path(),
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="For lists.")] = "",
    signature: Annotated[
        str, typer.Option("--signature", metavar="TEXT", help="Inputs and outputs: 'x, w -> y'.")
    ] = "",
    inputs: Annotated[
        list[str] | None,
        typer.Option("--input", metavar="TEXT", help="A shape: 'x: m n' (repeatable)."),
    ] = None,
    reference: Annotated[
        Path | None,
        typer.Option("--reference", metavar="FILE", help="The body of the forward."),
    ] = None,
) -> None:
    """Write a new exercise's folder; what is left to write is marked TODO."""
    from gradgrader.cli.scaffold import Plan, write
    from gradgrader.exercises.reader import load

    title = title or _asked("--title", "Title")
    signature = signature or _asked("--signature", "Signature (x, w -> y)")
    shapes = dict(_shape(text) for text in inputs or [])
    for name in (one.strip() for one in signature.partition("->")[0].split(",")):
        if name not in shapes:
            shapes[name] = _asked(f"--input '{name}: ...'", f"Shape of {name} (m n)")
    try:
        body = reference.read_text(encoding="utf-8") if reference else ""
    except (OSError, UnicodeDecodeError) as error:
        raise GradgraderError(f"--reference {reference}: can't be read: {error}") from error
    plan = Plan(id=exercise_id, title=title, signature=signature, inputs=shapes, reference=body)
    for path in write(plan, place):
        sys.stdout.write(f"wrote {path}\n")
    load(place / exercise_id / "exercise.yaml")  # says what does not fit together, and where
    where = f"--exercises {place / exercise_id} "
    sys.stdout.write(
        "next: write what is marked TODO\n"
        f"then: gradgrader exercise validate {where}{exercise_id}\n"
    )


def _asked(option: str, words: str) -> str:
    """What was not given: asked for where somebody can answer; raises GradgraderError."""
    if not sys.stdin.isatty():
        raise GradgraderError(f"{option} is missing", hint="give it, or answer in a terminal")
    return str(typer.prompt(words, err=True))


def _shape(text: str) -> tuple[str, str]:
    """`x: m n` as name and shape."""
    name, colon, shape = text.partition(":")
    if not colon:
        raise GradgraderError(f"--input {text!r} has no colon", hint="try 'x: m n'")
    return name.strip(), shape.strip()
