"""`gradgrader report`: what a course needs from a gradebook."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import parts
from gradgrader.cli.guard import guarded
from gradgrader.cli.options import BookArgument
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.cohort import Cohort

EPILOG = """Examples:

  gradgrader report week1.gradebook

  gradgrader report week1.gradebook --format html=class.html

  gradgrader report week1.gradebook --format canvas=grades.csv --format gradescope=results/"""


@guarded
def report(
    gradebook: BookArgument,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=PATH]",
            help="summary (default), html, markdown, csv, json, junit, canvas, moodle, gradescope;"
            " to the terminal, a file or a folder (repeatable).",
            autocompletion=parts("gradgrader.sheets"),
        ),
    ] = None,
) -> int:
    """Write what a course needs from a gradebook."""
    from gradgrader.errors import UnknownName
    from gradgrader.gradebook.book import Gradebook
    from gradgrader.registry import nearest, part_names
    from gradgrader.sheets.base import SHEETS

    known = part_names("gradgrader.sheets")
    wanted = [text.partition("=") for text in formats or ["summary"]]
    for name, _, _ in wanted:
        if name not in known:
            raise UnknownName(f"no gradebook format {name!r}", hint=f"try {nearest(name, known)}")
    with Gradebook.open(gradebook, create=False) as book:
        cohort = book.cohort(outlined=all(name == "summary" for name, _, _ in wanted))
        for name, _, path in wanted:
            if name == "summary" and not path:
                show(cohort)
                typer.echo(next_step(gradebook))
            else:
                write(SHEETS[name](cohort), path)
    return 0


def show(cohort: Cohort) -> None:
    """The summary as wide and coloured as the terminal is."""
    from gradgrader.cli.view import terminal
    from gradgrader.sheets.summary import summarised

    sys.stdout.write(summarised(cohort, terminal()))


def next_step(gradebook: Path) -> str:
    """What to do with a gradebook."""
    return f"next: gradgrader report {shlex.quote(str(gradebook))} --format html=class.html"


def write(files: dict[str, str], path: str) -> None:
    """To the terminal, to a file, or (several files) into a folder."""
    if not path:
        for text in files.values():
            sys.stdout.write(text)
        return
    alone = len(files) == 1 and not path.endswith("/")
    try:
        for name, text in files.items():
            target = Path(path) if alone else Path(path) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise GradgraderError(f"can't write {path}: {error.strerror}") from error
