"""The one place that turns errors into words and exit codes."""

from __future__ import annotations

import functools
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import typer

from gradgrader.errors import GraderBroken, GradgraderError

INTERRUPTED = 130
ISSUES = "this is a fault of gradgrader's own: please report it with what is printed above"


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """A command whose result is its exit code, and whose errors are told on standard error."""

    @functools.wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            code = command(*args, **kwargs) or 0
            sys.stdout.flush()
        except GradgraderError as error:
            complain(error)
            code = error.exit_code
        except BrokenPipeError:  # the reader has seen enough (`| head`)
            _silence()
            code = 0
        except KeyboardInterrupt:
            typer.echo("\ninterrupted", err=True)
            code = INTERRUPTED
        except typer.Exit:
            raise
        except Exception as error:  # noqa: BLE001 - ours, and never to be taken for a verdict
            traceback.print_exc()
            complain(GraderBroken(f"{type(error).__name__}: {error}"))
            code = GraderBroken.exit_code
        raise typer.Exit(code)

    return run


@contextmanager
def keeping_the_verdict() -> Iterator[None]:
    """A reader that goes away (`check ... | head`) costs the rest of the text, no exit code."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        _silence()


def complain(error: GradgraderError) -> None:
    """Say what is wrong, and the way out."""
    name = "broken" if isinstance(error, GraderBroken) else "error"
    typer.echo(f"gradgrader: {name}: {error}", err=True)
    hint = error.hint or (ISSUES if isinstance(error, GraderBroken) else "")
    if hint:
        typer.echo(f"  {hint}", err=True)


def _silence() -> None:
    """Let the interpreter flush at exit into nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
