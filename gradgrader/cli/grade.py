"""`gradgrader grade`: a whole class into a gradebook."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gradgrader.cli.guard import guarded, keeping_the_verdict
from gradgrader.cli.options import (
    Advisory,
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
    from gradgrader.cli.cohort import Plan, Tally
    from gradgrader.model.cohort import Cohort

MANY = 10
EPILOG = """Examples:

  gradgrader grade submissions/

  gradgrader grade canvas-export.zip --roster class.csv --gradebook week1.gradebook

  gradgrader grade submissions/ --only ada --regrade

What is in the gradebook and has not changed is not graded again; a run that was stopped goes on."""


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
    exercise: OnlyExercises = None,
    exercises: MoreExercises = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="STUDENT", help="Only this student (repeatable)."),
    ] = None,
    regrade: Annotated[
        bool, typer.Option("--regrade", help="Grade again what has not changed.")
    ] = False,
    strict: Strict = False,
    require: Required = None,
    advise: Advisory = None,
    off: Off = None,
    seed: Annotated[
        str,
        typer.Option(
            "--seed", metavar="N|random", help="Default: the gradebook's, at first a random one."
        ),
    ] = "",
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, metavar="N", help="Graders; 0: one a core.")
    ] = 0,
    cluster: Annotated[
        str,
        typer.Option("--cluster", metavar="ADDRESS", help="A dask scheduler's, or `local`."),
    ] = "",
    timeout: Timeout = 10.0,
    isolation: Isolation = "full",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="One line for the class.")] = False,
) -> int:
    """Grade a whole class into a gradebook."""
    from gradgrader.cli.cohort import Plan
    from gradgrader.grading.job import Options

    book = gradebook or Path(f"{folder.resolve().name}.gradebook")
    options = Options(
        exercises=tuple(exercise or ()),
        strict=strict,
        checks=demands(required=require or (), advisory=advise or (), off=off or ()),
        seed=_seed(seed, book),
        timeout=timeout,
        isolation=isolation,
    )
    plan = Plan(
        book=book,
        options=options,
        more=exercises or (),
        graders=jobs or os.cpu_count() or 1,
        cluster=cluster,
        regrade=regrade,
        only=tuple(only or ()),
    )
    return _grade(folder, plan, pattern=pattern, roster=roster, quiet=quiet)


def _seed(wanted: str, book: Path) -> int:
    """What was asked for, else the gradebook's, so that a run which was stopped goes on."""
    from gradgrader.gradebook.book import Gradebook

    if wanted or not book.exists():
        return parsed_seed(wanted or "random")
    with Gradebook.open(book) as known:
        latest = known.latest()
    return latest.seed if latest else parsed_seed("random")


def _grade(folder: Path, plan: Plan, *, pattern: str, roster: Path | None, quiet: bool) -> int:
    """Collect, grade, and say what came of it."""
    from gradgrader.cli.cohort import grade_cohort
    from gradgrader.cli.progress import progress
    from gradgrader.submissions.collect import collect
    from gradgrader.submissions.exported import unpacked

    with unpacked(folder) as export:
        collected = collect(export.folder, pattern=pattern, roster=roster)
        problems = (*export.problems, *collected.problems)
        for problem in problems:
            where = f"{problem.location}: " if problem.location else ""
            typer.echo(f"! {where}{problem.message}", err=True)
        with progress(len(plan.only) or len(collected.hand_ins)) as tell:
            cohort, tally = grade_cohort(plan, collected, tell)
    with keeping_the_verdict():
        _say(cohort, tally, plan.book, layout="" if quiet else collected.layout)
    return _exit_code(cohort, tally)


def _exit_code(cohort: Cohort, tally: Tally) -> int:
    """As of `check`; 3 where a grader ended over a hand-in, which is then no verdict."""
    from gradgrader.errors import GraderBroken
    from gradgrader.model.result import Status

    if tally.lost:
        return GraderBroken.exit_code
    graded = [standing.report for standing in cohort.standings if standing.report]
    if not any(report.judged for report in graded):
        return GradgraderError.exit_code
    return int(any(report.status is not Status.PASSED for report in graded))


def _say(cohort: Cohort, tally: Tally, book: Path, *, layout: str) -> None:
    """The run in a few lines: how many of what, and what to do next; in one without a layout."""
    from gradgrader.model.result import Status
    from gradgrader.report.base import clean

    reports = [standing.report for standing in cohort.standings if standing.report]
    passed = sum(report.status is Status.PASSED for report in reports)
    done = f"{tally.graded} graded, {tally.kept} kept, {tally.unreadable} unreadable"
    print_ = typer.echo
    last = f"{passed} of {len(reports)} passed everything · gradebook {book}"
    if not layout:
        print_(last)
        return
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
    print_(last)
    print_(f"next: gradgrader report {book} --format csv=grades.csv")
