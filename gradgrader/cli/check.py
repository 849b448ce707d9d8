"""`gradgrader check`: grade one or a few submissions."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.complete import parts
from gradgrader.cli.guard import guarded, keeping_the_verdict
from gradgrader.cli.options import (
    Advisory,
    Hints,
    Isolation,
    MoreExercises,
    Off,
    OnlyExercises,
    Required,
    Strict,
    Timeout,
    demands,
    parsed_seed,
)
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.model.result import Report
    from gradgrader.report.base import View

EPILOG = """Examples:

  gradgrader check solution.py

  gradgrader check lab.ipynb --strict

  gradgrader check solution.py -e attn --format json=report.json --format rich

Exit codes: 0 everything judged passed, 1 something failed, 2 nothing could be judged because of
what was given, 3 a fault of gradgrader's own, 130 interrupted."""


@guarded
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="A .py file, a notebook, or one learner's folder or archive (.zip, .tar).",
        ),
    ],
    exercise: OnlyExercises = None,
    function: Annotated[
        list[str] | None,
        typer.Option(
            "--function", "-f", metavar="NAME", help="Grade this class only (repeatable)."
        ),
    ] = None,
    exercises: MoreExercises = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=PATH]",
            help="rich (default), lint, html, json, markdown, junit, sarif, github or gitlab, to"
            " the terminal or to a file (repeatable).",
            autocompletion=parts("gradgrader.report"),
        ),
    ] = None,
    strict: Strict = False,
    require: Required = None,
    advise: Advisory = None,
    off: Off = None,
    hints: Hints = 1,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N|random", help="Seed of inputs and cotangents.")
    ] = "0",
    timeout: Timeout = 10.0,
    isolation: Isolation = "auto",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="One line a submission.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Pictures, every check, and what was printed.")
    ] = False,
) -> int:
    """Grade one or a few submissions."""
    from gradgrader.cli.kept import ahead, keep_judged
    from gradgrader.cli.places import rows_in, top
    from gradgrader.cli.run import grade_all, read_all
    from gradgrader.cli.view import sources, terminal
    from gradgrader.exercises.catalogue import roots
    from gradgrader.grading.job import Options
    from gradgrader.report.base import exit_code

    started = time.monotonic()
    targets = _targets(formats or ["rich"])
    options = Options(
        exercises=tuple(exercise or ()),
        functions=tuple(function or ()),
        strict=strict,
        checks=demands(required=require or (), advisory=advise or (), off=off or ()),
        hints=hints,
        seed=parsed_seed(seed),
        timeout=timeout,
        isolation=isolation,
    )
    submissions, reports = read_all(files)
    report = grade_all(submissions, reports, options, list(exercises or []))
    alone = time.monotonic() - started if len(files) == 1 else 0.0
    folders = roots(exercises or [])
    view = terminal(
        sources=sources(submissions),
        verbose=verbose,
        quiet=quiet,
        seconds=alone,
        base=top(),
        row=rows_in({one.path: files[number] for number, one in submissions.items()}),
        ahead="" if quiet else ahead(report.submissions, options, folders),
    )
    with keeping_the_verdict():
        _write(report, view, targets)
    if submissions:
        keep_judged(report.submissions, options, folders)
    return exit_code(report)


def _targets(formats: Sequence[str]) -> list[tuple[str, Path | None]]:
    """(format, path) pairs; raises for an unknown format before anything is graded."""
    from gradgrader.errors import UnknownName
    from gradgrader.registry import nearest, part_names

    known = part_names("gradgrader.report")
    targets = []
    for text in formats:
        name, _, path = text.partition("=")
        if name not in known:
            raise UnknownName(f"no report format {name!r}", hint=f"try {nearest(name, known)}")
        if path and not Path(path).parent.is_dir():
            raise GradgraderError(
                f"--format {text}: there is no folder {Path(path).parent}", hint="make it first"
            )
        targets.append((name, Path(path) if path else None))
    return targets


def _write(report: Report, view: View, targets: Sequence[tuple[str, Path | None]]) -> None:
    import dataclasses

    from gradgrader.report.base import FORMATS

    plain = dataclasses.replace(view, color=False, ascii=False, ahead="")
    for name, path in targets:
        if path is None:
            sys.stdout.write(FORMATS[name](report, view))
        else:
            _put(path, FORMATS[name](report, plain), "w")
        _add(name, report, plain)


def _add(name: str, report: Report, view: View) -> None:
    """What belongs beside a format, to the end of a file that the environment names."""
    from gradgrader.report.base import BESIDE, ROOM

    for variable, more in BESIDE.get(name, {}).items():
        if path := os.environ.get(variable):
            taken = Path(path).stat().st_size if Path(path).is_file() else 0
            _put(Path(path), more(report, view, ROOM - taken), "a")


def _put(path: Path, text: str, mode: str) -> None:
    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise GradgraderError(f"can't write {path}: {error.strerror}") from error
