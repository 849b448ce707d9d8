"""`gradgrader audit`: any Function against autograd of its own forward, with no exercise."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gradgrader.cli.guard import guarded, keeping_the_verdict
from gradgrader.cli.options import (
    Advisory,
    Hints,
    Isolation,
    Off,
    Required,
    Strict,
    demands,
    parsed_seed,
)
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.submissions.source import Submission

EPILOG = "For example: gradgrader audit layers.py -f Norm -i 'x: n d' -a eps=1e-5"


@guarded
def audit(
    file: Annotated[
        str, typer.Argument(metavar="FILE|MODULE", help="A .py file, or what you import.")
    ],
    function: Annotated[
        str,
        typer.Option(
            "--function", "-f", metavar="NAME", help="The Function; all are listed without it."
        ),
    ] = "",
    inputs: Annotated[
        list[str] | None,
        typer.Option(
            "--input",
            "-i",
            metavar="SPEC",
            help="A tensor that forward takes: 'x: n d', 'w: 3 positive', 'index: n below d'"
            " (repeatable).",
        ),
    ] = None,
    arguments: Annotated[
        list[str] | None,
        typer.Option(
            "--arg", "-a", metavar="NAME=VALUE", help="An argument that is no tensor (repeatable)."
        ),
    ] = None,
    inplace: Annotated[
        bool, typer.Option("--inplace", help="Forward changes its first argument by design.")
    ] = False,
    surrogate: Annotated[
        bool,
        typer.Option("--surrogate", help="The gradient is another than forward's by design."),
    ] = False,
    reference: Annotated[
        str,
        typer.Option(
            "--reference",
            metavar="FILE:NAME|MODULE:NAME",
            help="What it is held against, instead of its own forward.",
        ),
    ] = "",
    formats: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="lint, or any of `check`'s."),
    ] = "lint",
    strict: Strict = False,
    require: Required = None,
    advise: Advisory = None,
    off: Off = None,
    hints: Hints = 1,
    seed: Annotated[
        str, typer.Option("--seed", metavar="N|random", help="Seed of inputs and cotangents.")
    ] = "0",
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, metavar="S", help="Seconds for one answer.")
    ] = 30.0,
    isolation: Isolation = "auto",
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Below the findings, every check.")
    ] = False,
) -> int:
    """Hold a Function against autograd of its own forward."""
    submission = _read(file)
    if not function:
        sys.stdout.write(_listing(file, submission))
        return 0
    from gradgrader.cli.run import audit_one
    from gradgrader.cli.view import sources, terminal
    from gradgrader.grading.job import Options
    from gradgrader.registry import nearest, part_names
    from gradgrader.report.base import FORMATS, exit_code
    from gradgrader.submissions.audit import Audit

    known = part_names("gradgrader.report")
    if formats not in known:
        raise GradgraderError(
            f"no report format {formats!r}", hint=f"try {nearest(formats, known)}"
        )
    asked = Audit(
        **_asked(function, inputs or [], arguments or [], reference, file),
        inplace=inplace,
        surrogate=surrogate,
    )
    options = Options(
        strict=strict,
        checks=demands(required=require or (), advisory=advise or (), off=off or ()),
        hints=hints,
        seed=parsed_seed(seed),
        timeout=timeout,
        isolation=isolation,
    )
    report = audit_one(submission, asked, options)
    view = terminal(sources=sources({0: submission}), verbose=verbose, base="")
    with keeping_the_verdict():
        sys.stdout.write(FORMATS[formats](report, view))
        if verbose and formats == "lint":
            sys.stdout.write(FORMATS["rich"](report, view))
    return exit_code(report)


def _read(file: str) -> Submission:
    from gradgrader.submissions.installed import installed
    from gradgrader.submissions.read import read

    if Path(file).exists() or not _dotted(file):
        return read(Path(file))
    return installed(file)


def _dotted(name: str) -> bool:
    return all(part.isidentifier() for part in name.split(".")) and not name.endswith(".py")


def _asked(
    function: str, inputs: Sequence[str], arguments: Sequence[str], reference: str, file: str
) -> dict[str, Any]:
    """The fields of an Audit; raises GradgraderError."""
    from gradgrader.exercises.spoken import spoken
    from gradgrader.submissions.installed import with_steps

    given = spoken(", ".join(inputs)) if inputs else {}
    if not given:
        raise GradgraderError(
            f"say what {function}'s forward takes",
            hint="for example: --input 'x: n d' (names or numbers are sizes);"
            f" `gradgrader audit {file}` lists its arguments",
        )
    plain = dict(_plain(text) for text in arguments)
    plain |= {name: spec["values"][0] for name, spec in given.items() if "values" in spec}
    held = None
    if reference:
        where, colon, name = reference.rpartition(":")
        if not colon:
            raise GradgraderError(
                f"--reference {reference}: names no function", hint="give FILE:NAME or MODULE:NAME"
            )
        held = with_steps(_loose(where), name)
    return {
        "function": function,
        "inputs": {name: spec for name, spec in given.items() if name not in plain},
        "plain": plain,
        "reference": held,
    }


def _loose(where: str) -> Submission:
    """A file or module that need not define a Function."""
    from gradgrader.submissions.installed import installed, plain_file

    return plain_file(Path(where)) if where.endswith(".py") else installed(where)


def _plain(text: str) -> tuple[str, Any]:
    import ast

    name, equals, value = (part.strip() for part in text.partition("="))
    if not equals or not name.isidentifier():
        raise GradgraderError(f"--arg {text}: give NAME=VALUE", hint="for example: --arg eps=1e-5")
    try:
        return name, ast.literal_eval(value)
    except (ValueError, SyntaxError) as error:
        raise GradgraderError(
            f"--arg {name}: {value} is no value of Python's",
            hint="numbers, 'text', True, None, and lists of them",
        ) from error


def _listing(file: str, submission: Submission) -> str:
    """Functions, what they take, and what to type next."""
    from gradgrader.report.base import clean
    from gradgrader.submissions.functions import functions

    found = list(functions(submission))
    if not found:
        raise GradgraderError(f"{file} defines no autograd.Function with a forward of its own")
    lines = []
    for one in found:
        taken = ", ".join(name if d is None else f"{name}={d}" for name, d in one.arguments)
        lines.append(f"{clean(submission.path)}:{one.sketch.line}: {one.sketch.name}({taken})")
    first = found[0]
    words = " ".join(
        f"-a {name}={default}" if default else f"-i '{name.lstrip('*')}: n d'"
        for name, default in first.arguments
    )
    lines += ["", f"next: gradgrader audit {file} -f {first.sketch.name} {words}"]
    return "\n".join(lines) + "\n"
