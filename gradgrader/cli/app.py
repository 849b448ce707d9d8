"""The commands, assembled."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from gradgrader import __version__
from gradgrader.cli import (
    catalogue,
    check,
    derive,
    diff,
    doctor,
    exercise,
    export,
    grade,
    override,
    report,
)
from gradgrader.cli.guard import INTERRUPTED

app = typer.Typer(
    name="gradgrader",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich's help takes as long to import as all of `list`
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start here: `gradgrader list`, then `gradgrader show matmul`.",
)
app.command("check", epilog=check.EPILOG)(check.check)
app.command("grade", epilog=grade.EPILOG)(grade.grade)
app.command("report", epilog=report.EPILOG)(report.report)
app.command("diff", epilog=diff.EPILOG)(diff.diff)
app.command("override", epilog=override.EPILOG)(override.override)
app.command("list", epilog="Example: gradgrader list")(catalogue.list_exercises)
app.command("show", epilog="Example: gradgrader show attn")(catalogue.show)
app.command("start", epilog="Example: gradgrader start attn mine.py")(catalogue.start)
app.command("hint", epilog="Example: gradgrader hint attn")(catalogue.hint)
app.command("derive", epilog=derive.EPILOG)(derive.derive)
app.command("doctor", epilog="Example: gradgrader doctor")(doctor.doctor)
app.add_typer(export.app, name="export")
app.add_typer(exercise.app, name="exercise")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"gradgrader {__version__}")
        raise typer.Exit


@app.callback()
def gradgrader(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Grade hand-derived backwards of torch.autograd.Function, and say where gradients differ."""


def main() -> None:
    """The `gradgrader` command."""
    try:
        if sys.stdout is not None:
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        app(prog_name="gradgrader")
    except KeyboardInterrupt:  # before a command could begin
        sys.exit(INTERRUPTED)
