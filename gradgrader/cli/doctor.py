"""`gradgrader doctor`: what this machine offers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

EPILOG = "Example: gradgrader doctor"
GOOD, BAD, PLAIN = "✔", "✘", " "
Fact = tuple[str, str, str]


@guarded
def doctor(
    exercises: Annotated[
        list[Path] | None,
        typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
    ] = None,
) -> int:
    """Say what this machine offers for grading."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    facts = [*_program(), *_exercises(exercises or []), *_workers()]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for mark, name, words in facts:
        style = {GOOD: "green", BAD: "bold red"}.get(mark, "none")
        table.add_row(Text(mark, style=style), name, Text(words))
    Console(highlight=False).print(table)
    unusable = any(mark == BAD and not name.startswith(" ") for mark, name, _ in facts)
    return 2 if unusable else 0


def _program() -> list[Fact]:
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from gradgrader import __version__

    facts = [
        (PLAIN, "gradgrader", __version__),
        (GOOD, "python", f"{platform.python_version()} ({sys.executable})"),
        (PLAIN, "system", f"{platform.system()} {platform.release()}, {os.cpu_count()} cores"),
    ]
    try:
        facts.append((GOOD, "torch", version("torch")))
    except PackageNotFoundError:
        facts.append((BAD, "torch", "not installed: pip install torch"))
    return facts


def _exercises(more: list[Path]) -> list[Fact]:
    from gradgrader.exercises.catalogue import load_all, roots

    try:
        found = load_all(roots(more))
    except GradgraderError as error:
        return [(BAD, "exercises", str(error))]
    if not found:
        return [(BAD, "exercises", "none found")]
    return [(GOOD, "exercises", f"{len(found)}: {', '.join(e.id for e in found)}")]


def _workers() -> list[Fact]:
    """Every layer that a worker reports, on or why not and what to do."""
    if not hasattr(os, "fork"):
        return [(BAD, "fork", f"{sys.platform} has none: on Windows, run gradgrader inside WSL 2")]
    from gradgrader.grading.job import Job, Refused, Started
    from gradgrader.grading.launch import Grading

    try:
        with Grading() as grading:
            events = list(grading.events(Job(submissions=(), folders=())))
    except GradgraderError as error:
        return [(BAD, "worker", f"{error}\n{error.hint}")]
    refused = [f"{e.message} {e.hint}".strip() for e in events if isinstance(e, Refused)]
    started = [event for event in events if isinstance(event, Started)]
    if refused or not started:
        return [(BAD, "worker", refused[0] if refused else "it said nothing")]
    told = started[0]
    facts = [(PLAIN, "isolation", told.isolation)]
    for name, state in told.layers.items():
        mark = GOOD if state == "on" else BAD if name in told.missing else PLAIN
        facts.append((mark, f"  {name}", told.missing.get(name, state)))
    return facts
