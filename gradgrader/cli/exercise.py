"""`gradgrader exercise`: for those who write exercises."""

from __future__ import annotations

import json
import sys

import typer

from gradgrader.cli.guard import guarded

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="For those who write exercises."
)


@app.callback()
def exercise() -> None:
    """For those who write exercises."""


@app.command()
@guarded
def schema() -> None:
    """Print the JSON Schema of exercise.yaml, for editors."""
    from gradgrader.exercises.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
