"""`gradgrader override`: a score that a person sets, and no run changes."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.cli.options import BookArgument
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.gradebook.book import Gradebook

EPILOG = """Examples:

  gradgrader override week1.gradebook ada attn --score 1 --reason "right on paper, a slip in code"

  gradgrader override week1.gradebook ada --score 3 --reason "oral exam"

  gradgrader override week1.gradebook ada attn --undo

  gradgrader override week1.gradebook

The last one lists what people have set. No later run changes it; what was graded is kept beside."""


@guarded
def override(
    gradebook: BookArgument,
    student: Annotated[
        str, typer.Argument(metavar="STUDENT", help="Whose, by id; none: list them all.")
    ] = "",
    exercise: Annotated[
        str, typer.Argument(metavar="EXERCISE", help="Which; none: the whole hand-in.")
    ] = "",
    score: Annotated[
        float | None, typer.Option("--score", metavar="S", help="The points, 0 or more.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; kept.")] = "",
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Who says so; default: your user name.")
    ] = "",
    undo: Annotated[
        bool, typer.Option("--undo", help="Take it back: what was graded counts again.")
    ] = False,
) -> int:
    """Set a score by hand, take it back, or list those that are set."""
    from gradgrader.gradebook.book import Gradebook

    _must_fit(student, score, reason, undo=undo)
    with Gradebook.open(gradebook, create=False) as book:
        if score is not None:
            book.override(student, exercise, score, author=author or _user(), reason=reason.strip())
        elif undo and not book.undo(student, exercise, author=author or _user()):
            raise GradgraderError(
                f"nobody has set a score for {_what(student, exercise)}",
                hint=f"gradgrader override {gradebook} lists those that are set",
            )
        _list(book, gradebook, student)
    return 0


def _must_fit(student: str, score: float | None, reason: str, *, undo: bool) -> None:
    """Raises GradgraderError for options that don't go together."""
    if (score is not None or undo) and not student:
        raise GradgraderError("whose score?", hint="give the student's id")
    if score is not None and undo:
        raise GradgraderError("--score and --undo at once", hint="give one of them")
    if score is not None and not reason.strip():
        raise GradgraderError(
            "a score that a person sets needs a reason", hint='say it with --reason "..."'
        )


def _list(book: Gradebook, path: Path, student: str) -> None:
    """What people have set, for one student or for all, beside what was graded."""
    from gradgrader.cli.plain import columns, say
    from gradgrader.report.base import clean
    from gradgrader.sheets._found import graded, points

    cohort = book.cohort()
    rows = [
        (
            clean(standing.student.id),
            clean(one.exercise) or "everything",
            points(one.score),
            points(graded(standing, one.exercise)),
            clean(one.author),
            one.when[:10],
            clean(one.reason),
        )
        for standing in cohort.standings
        for one in standing.overrides
        if student in {"", standing.student.id}
    ]
    if not rows:
        say(f"{path}: no score {f'of {clean(student)} ' if student else ''}is set by a person")
        return
    heads = ("student", "exercise", "score", "graded", "by", "on", "reason")
    for line in columns(rows, heads):
        say(line)


def _what(student: str, exercise: str) -> str:
    return f"{exercise} of {student}" if exercise else f"the whole hand-in of {student}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError) as error:  # a container may run under a number without a name
        raise GradgraderError("who are you?", hint="say it with --author NAME") from error
