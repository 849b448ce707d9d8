"""`gradgrader grade` and `gradgrader report`: a class, and what came of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.guard import guarded
from gradgrader.errors import GradgraderError

if TYPE_CHECKING:
    from gradgrader.cli.cohort import Tally
    from gradgrader.model.cohort import Cohort

MANY = 10
GRADE_EPILOG = """Examples:

  gradgrader grade submissions/

  gradgrader grade canvas-export.zip --roster class.csv --gradebook week1.gradebook

  gradgrader grade submissions/ --only ada --regrade

What is in the gradebook and has not changed is not graded again; a run that was stopped goes on."""
REPORT_EPILOG = """Examples:

  gradgrader report week1.gradebook

  gradgrader report week1.gradebook --format canvas=grades.csv --format gradescope=results/"""


@guarded
def grade(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A class's hand-ins, or a platform's .zip.")
    ],
    gradebook: Annotated[
        Path | None,
        typer.Option("--gradebook", metavar="FILE", help="Default: FOLDER.gradebook, here."),
    ] = None,
    roster: Annotated[
        Path | None, typer.Option("--roster", metavar="CSV", help="Who should have handed in.")
    ] = None,
    pattern: Annotated[
        str, typer.Option("--pattern", metavar="GLOB", help="Only files of such names.")
    ] = "",
    exercise: Annotated[
        list[str] | None,
        typer.Option("--exercise", "-e", metavar="ID", help="Grade this one only (repeatable)."),
    ] = None,
    exercises: Annotated[
        list[Path] | None,
        typer.Option("--exercises", metavar="DIR", help="A folder with more exercises."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STUDENT", help="Only this student (repeatable)."),
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what has not changed.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Advisory checks count as well.")
    ] = False,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="N|random", help="Default: the gradebook's, at first a random one."
        ),
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Graders; 0: one a core.")
    ] = 0,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="S", help="Seconds for one answer or statement."
        ),
    ] = 10.0,
    isolation: Annotated[
        str,
        typer.Option("--isolation", metavar="LEVEL", help="full (or nothing), auto, process."),
    ] = "full",
) -> int:
    """Grade a whole class into a gradebook."""
    from gradgrader.cli.check import parsed_seed
    from gradgrader.cli.cohort import Plan, grade_cohort
    from gradgrader.gradebook.book import Gradebook
    from gradgrader.grading.job import Options
    from gradgrader.model.result import Status
    from gradgrader.submissions.collect import collect
    from gradgrader.submissions.exported import unpacked

    book = gradebook or Path(f"{folder.resolve().name}.gradebook")
    with Gradebook.open(book) as known:
        latest = known.latest()
    options = Options(
        exercises=tuple(exercise or ()),
        strict=strict,
        seed=latest.seed if latest and not seed else parsed_seed(seed or "random"),
        timeout=timeout,
        isolation=isolation,
    )
    with unpacked(folder) as export:
        collected = collect(export.folder, pattern=pattern, roster=roster)
        collected = replace(collected, problems=(*export.problems, *collected.problems))
        plan = Plan(
            collected=collected,
            book=book,
            options=options,
            more=exercises or (),
            graders=jobs or os.cpu_count() or 1,
            regrade=regrade,
            only=tuple(only or ()),
        )
        with _progress(len(plan.only) or len(collected.hand_ins)) as tell:
            cohort, tally = grade_cohort(plan, tell)
    for problem in collected.problems:
        where = f"{problem.location}: " if problem.location else ""
        typer.echo(f"! {where}{problem.message}", err=True)
    _say(cohort, tally, book, collected.layout)
    graded = [standing.report for standing in cohort.standings if standing.report]
    return int(bool(tally.lost) or any(report.status is not Status.PASSED for report in graded))


@guarded
def report(
    gradebook: Annotated[Path, typer.Argument(metavar="GRADEBOOK")],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="FORMAT[=PATH]",
            help="markdown (default), csv, json, junit, canvas, moodle, gradescope (repeatable).",
        ),
    ] = None,
) -> int:
    """Write what a course needs from a gradebook."""
    from gradgrader.errors import UnknownName
    from gradgrader.gradebook.book import Gradebook
    from gradgrader.registry import nearest, part_names
    from gradgrader.sheets.base import SHEETS

    known = part_names("gradgrader.sheets")
    wanted = [text.partition("=") for text in formats or ["markdown"]]
    for name, _, _ in wanted:
        if name not in known:
            raise UnknownName(f"no gradebook format {name!r}", hint=f"try {nearest(name, known)}")
    with Gradebook.open(gradebook, create=False) as book:
        cohort = book.cohort()
    for name, _, path in wanted:
        _write(SHEETS[name](cohort), path)
    return 0


def _write(files: dict[str, str], path: str) -> None:
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


@contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar on standard error, where a person watches."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    from gradgrader.report.base import clean

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting torch", total=total)
        yield lambda student: bar.update(task, advance=1, description=clean(student)[:40])


def _say(cohort: Cohort, tally: Tally, book: Path, layout: str) -> None:
    """The run in a few lines: how many of what, and what to do next."""
    from gradgrader.model.result import Status
    from gradgrader.report.base import clean

    reports = [standing.report for standing in cohort.standings if standing.report]
    passed = sum(report.status is Status.PASSED for report in reports)
    done = f"{tally.graded} graded, {tally.kept} kept, {tally.unreadable} unreadable"
    print_ = typer.echo
    held = f" · isolation {tally.isolation}" if tally.isolation else ""
    print_(f"{len(reports)} hand-ins ({layout}) · {done}{held}")
    for asked in cohort.exercises:
        grades = [g for r in reports for g in r.grades if g.exercise == asked.id]
        right = sum(grade.status is Status.PASSED for grade in grades)
        print_(f"  {asked.id:12} {right} of {len(grades)} right · {asked.title}")
    absent = [s.student.id for s in cohort.standings if s.hand_in is None]
    for words, names in (
        ("nothing handed in", absent),
        ("not on the roster", cohort.unknown),
        ("to be tried again", tally.lost),
    ):
        more = " ..." if len(names) > MANY else ""
        if names:
            print_(f"  {words}: {', '.join(map(clean, names[:MANY]))}{more}")
    print_(f"{passed} of {len(reports)} passed everything · gradebook {book}")
    print_(f"next: gradgrader report {book} --format csv=grades.csv")
