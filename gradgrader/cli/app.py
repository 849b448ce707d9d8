"""The commands, assembled."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Iterable
from typing import Annotated

import typer

from gradgrader import __version__
from gradgrader.cli.guard import INTERRUPTED

COMMANDS = {  # in the order of --help: module and function, imported when it is theirs to run
    "check": "check.check",
    "watch": "watch.watch",
    "grade": "grade.grade",
    "report": "report.report",
    "diff": "diff.diff",
    "override": "override.override",
    "list": "list.list_exercises",
    "show": "show.show",
    "start": "start.start",
    "hint": "hint.hint",
    "derive": "derive.derive",
    "audit": "audit.audit",
    "doctor": "doctor.doctor",
    "export": "export.app",
    "exercise": "exercise.app",
}


def _version(wanted: bool) -> None:
    if wanted:
        print(f"gradgrader {__version__}")
        raise typer.Exit


def gradgrader(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Grade hand-derived backwards of torch.autograd.Function, and say where gradients differ."""


def assembled(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The command line, with these commands."""
    app = typer.Typer(
        name="gradgrader",
        no_args_is_help=True,
        rich_markup_mode=None,  # rich's help takes as long to import as all of `list`
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog="Start here: `gradgrader list`, then `gradgrader show matmul`.",
    )
    app.callback()(gradgrader)
    for name in names:
        module, _, part = COMMANDS[name].partition(".")
        found = importlib.import_module(f"gradgrader.cli.{module}")
        if part == "app":
            app.add_typer(found.app, name=name)
        else:
            app.command(name, epilog=found.EPILOG)(getattr(found, part))
    return app


def main() -> None:
    """The `gradgrader` command."""
    gc.freeze()  # what imports have made is no garbage: looking for it at the end takes 10 ms
    try:
        if sys.stdout is not None:
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        # the one that is asked for: to read and prepare them all takes a third of what `list` may
        wanted = [name for name in sys.argv[1:2] if name in COMMANDS]
        completing = "_GRADGRADER_COMPLETE" in os.environ
        assembled(COMMANDS if completing or not wanted else wanted)(prog_name="gradgrader")
    except KeyboardInterrupt:  # before a command could begin
        sys.exit(INTERRUPTED)
