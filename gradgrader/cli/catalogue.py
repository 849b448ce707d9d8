"""`gradgrader list`, `show`, `start`, `hint`: the exercises, for learners."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.exercise import Exercise

Id = Annotated[str, typer.Argument(metavar="ID", help="The exercise, as `gradgrader list` names it.")]
More = Annotated[
    list[Path] | None,
    typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
]


@guarded
def list_exercises(exercises: More = None) -> None:
    """List the exercises."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for name in ("exercise", "group", "what", "signature"):
        table.add_column(name, overflow="fold")
    for exercise in _all(exercises):
        table.add_row(
            Text(exercise.id, style="bold"),
            Text(exercise.group),
            Text(exercise.formula or exercise.title),
            Text(exercise.signature, style="dim"),
        )
    console = Console(highlight=False)
    console.print(table)
    console.print("\nnext: gradgrader show ID", style="dim")


@guarded
def show(exercise_id: Id, exercises: More = None) -> None:
    """Show an exercise: what to do, the shapes, what is promised."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from gradgrader.cli.prose import paragraphs

    exercise = _find(exercise_id, exercises)
    console = Console(highlight=False)
    console.print(Text(exercise.title, style="bold"), Text(f"({exercise.id})", style="dim"))
    console.print()
    for part in paragraphs(exercise.statement):
        console.print(Padding(part, (0, 0, 1, 0)))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for label, words in _facts(exercise):
        table.add_row(label, Text(words))
    console.print(table)
    console.print(
        f"\nnext: gradgrader start {exercise.id}    hints: {len(exercise.hints)}"
        f" (gradgrader hint {exercise.id})",
        style="dim",
    )


@guarded
def start(
    exercise_id: Id,
    path: Annotated[
        Path | None, typer.Argument(metavar="[PATH]", help="Where to write (default: ID.py).")
    ] = None,
    exercises: More = None,
) -> None:
    """Write a starter file to fill in; never overwrites."""
    import textwrap

    exercise = _find(exercise_id, exercises)
    source = Path(exercise.path).with_name("starter.py")
    if not source.is_file():
        raise GradgraderError(f"{exercise.id} has no starter", hint="begin with an empty file")
    target = path or Path(f"{exercise.id}.py")
    if target.is_dir():
        target = target / f"{exercise.id}.py"
    about = f"{exercise.title}: {exercise.formula}\n\n{exercise.statement.strip()}\n"
    head = textwrap.indent(about, "# ", lambda line: True).replace("# \n", "#\n")
    try:
        with target.open("x", encoding="utf-8") as file:
            file.write(f"{head}\n{source.read_text(encoding='utf-8')}")
    except FileExistsError as error:
        raise GradgraderError(
            f"{target} is there already, and is left as it is",
            hint=f"gradgrader start {exercise.id} OTHER.py",
        ) from error
    except OSError as error:
        raise GradgraderError(f"can't write {target}: {error.strerror}") from error
    sys.stdout.write(f"wrote {target}\nnext: gradgrader check {target}\n")


@guarded
def hint(
    exercise_id: Id,
    again: Annotated[
        bool, typer.Option("--again", help="Show those that you have seen, and no new one.")
    ] = False,
    exercises: More = None,
) -> None:
    """Show the next hint; the ones before it too."""
    from rich.console import Console

    from gradgrader.cli.prose import paragraphs
    from gradgrader.cli.seen import hints_seen, remember

    exercise = _find(exercise_id, exercises)
    total = len(exercise.hints)
    if not total:
        raise GradgraderError(f"{exercise.id} has no hints", hint=f"gradgrader show {exercise.id}")
    before = min(hints_seen(exercise.id), total)
    now = before if again else min(before + 1, total)
    console = Console(highlight=False)
    for number, text in enumerate(exercise.hints[:now], 1):
        console.print(f"hint {number} of {total}", style="dim" if number <= before else "bold")
        for part in paragraphs(text):
            console.print(part)
        console.print()
    if now == before:
        words = "you have not asked for one yet" if not now else "that is all there is"
        console.print(words if now in (0, total) else f"{total - now} more", style="dim")
    remember(exercise.id, now)


def _all(more: list[Path] | None) -> list[Exercise]:
    from gradgrader.exercises.catalogue import load_all, roots

    return load_all(roots(more or []))


def _find(name: str, more: list[Path] | None) -> Exercise:
    from gradgrader.exercises.catalogue import find

    return find(_all(more), name)


def _facts(exercise: Exercise) -> list[tuple[str, str]]:
    shapes = ", ".join(f"{i.name} ({' × '.join(i.shape) or 'scalar'})" for i in exercise.inputs)
    facts = [("formula", exercise.formula), ("signature", exercise.signature), ("shapes", shapes)]
    if exercise.contract:
        facts.append(("promised", ", ".join(" = ".join(group) for group in exercise.contract)))
    facts.append(("judged at", ", ".join(case.label for case in exercise.cases)))
    if exercise.beyond:
        facts.append(("tried too", ", ".join(case.label for case in exercise.beyond)))
    return [(label, words) for label, words in facts if words]
