"""`gradgrader diff`: who got another grade in a run, and why."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.cli.options import BookArgument
from gradgrader.errors import UnknownName

if TYPE_CHECKING:
    from gradgrader.gradebook.book import Gradebook
    from gradgrader.sheets._changes import Changes

EPILOG = """Examples:

  gradgrader diff week1.gradebook

  gradgrader diff week1.gradebook --run 3 --format csv=changed.csv

Runs count from 1. What people have set by hand belongs to the run that was the latest then."""
MOST = 10


@guarded
def diff(
    gradebook: BookArgument,
    run: Annotated[
        int | None, typer.Option("--run", metavar="N", help="Default: the latest.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=PATH]",
            help="table (default), csv or json, to the terminal or to a file (repeatable).",
        ),
    ] = None,
) -> int:
    """Who got another grade in a run, from what to what, and why."""
    from gradgrader.cli.report import write
    from gradgrader.gradebook.book import Gradebook
    from gradgrader.registry import nearest

    known = ways()
    wanted = [text.partition("=") for text in formats or ["table"]]
    for name, _, _ in wanted:
        if name not in known:
            raise UnknownName(f"no format {name!r}", hint=f"try {nearest(name, known)}")
    with Gradebook.open(gradebook, create=False) as book:
        found = _found(book, run)
    for name, _, path in wanted:
        write({f"changes.{name}": known[name](found)}, path)
    return 0


def ways() -> dict[str, Callable[[Changes], str]]:
    """What `--format` takes; each says by its docstring what it is."""
    from gradgrader.sheets._changes import as_csv, as_json

    return {"table": _table, "csv": as_csv, "json": as_json}


def changed(book: Gradebook, path: Path, number: int) -> str:
    """For the end of a run: what it changed of earlier grades, bounded; nothing if nothing is."""
    found = _found(book, number)
    return _shown(found, MOST, path) if found.regrades else ""


def _found(book: Gradebook, number: int | None) -> Changes:
    """What run `number`, or the latest, changed; raises GradgraderError."""
    from gradgrader.sheets._changes import Changes

    wanted = book.last() if number is None else number
    return Changes.of(wanted, book.run(wanted), book.changes(wanted))


def _table(found: Changes) -> str:
    """A table for a terminal: who, what, from what to what, and why; what is new is counted."""
    return _shown(found)


def _shown(found: Changes, most: int | None = None, path: Path | None = None) -> str:
    """As a table; of more than `most` rows the first ones, and how to see all."""
    from rich.text import Text

    from gradgrader.cli.view import terminal
    from gradgrader.report._printed import printed
    from gradgrader.sheets._changes import rows, told

    view = terminal()
    shown = found.regrades[:most]
    parts = [told(found), Text(), rows(shown)] if shown else [told(found)]
    if len(shown) < len(found.regrades):
        more = f"{len(found.regrades) - len(shown)} more: gradgrader diff {shlex.quote(str(path))}"
        parts.append(Text(more))
    return printed(parts, view)
