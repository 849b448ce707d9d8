"""What `gradgrader grade` does when its options are read: collect, grade, tell."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import typer

from gradgrader.cli.cohort import Plan, Tally, grade_cohort
from gradgrader.cli.diff import changed
from gradgrader.cli.guard import keeping_the_verdict
from gradgrader.cli.progress import progress
from gradgrader.cli.report import next_step, show
from gradgrader.errors import GraderBroken, GradgraderError
from gradgrader.gradebook.book import Gradebook
from gradgrader.model.cohort import Cohort
from gradgrader.model.result import Status
from gradgrader.report.base import clean
from gradgrader.sheets._counted import together
from gradgrader.submissions.collect import Collected, collect
from gradgrader.submissions.exported import unpacked


def graded(folder: Path, plan: Plan, *, pattern: str, roster: Path | None, quiet: bool) -> int:
    """Collect, grade, and say what came of it; the exit code."""
    started = time.monotonic()
    with unpacked(folder) as export:
        collected = collect(export.folder, pattern=pattern, roster=roster)
        for problem in (*export.problems, *collected.problems):
            where = f"{problem.location}: " if problem.location else ""
            typer.echo(f"! {where}{problem.message}", err=True)
        with progress(len(plan.only) or len(collected.hand_ins)) as tell:
            tally = grade_cohort(plan, collected, tell)
    with Gradebook.open(plan.book) as book:
        cohort = book.cohort(outlined=True)
        changes = changed(book, plan.book, tally.run)
    seconds = time.monotonic() - started
    with keeping_the_verdict():
        if quiet:
            typer.echo(_line(cohort, plan.book))
        else:
            typer.echo(f"{_did(tally, collected, seconds)}\n")
            show(cohort)
            sys.stdout.write(f"\n{changes}\n" if changes else "")
            if not plan.options.exercises:
                typer.echo(
                    "exercises that nobody answered don't count; with -e ID, those you name do"
                )
            typer.echo(next_step(plan.book))
    return _exit_code(cohort, tally)


def _did(tally: Tally, collected: Collected, seconds: float) -> str:
    """What this run has done, in a line or two."""
    parts = [
        f"{len(collected.hand_ins)} hand-ins ({collected.layout})",
        f"{tally.graded} graded, {tally.kept} kept, {tally.unreadable} unreadable",
        f"isolation {tally.isolation}" if tally.isolation else "",
        f"{seconds:.1f} s",
    ]
    lost = ", ".join(map(clean, tally.lost))
    more = f"\n! a grader ended over them, they are tried again next time: {lost}" if lost else ""
    return " · ".join(filter(None, parts)) + more


def _line(cohort: Cohort, book: Path) -> str:
    """The class in one line."""
    whole = together(cohort)
    return f"{book}: {whole.right} of {whole.graded} passed everything"


def _exit_code(cohort: Cohort, tally: Tally) -> int:
    """As of `check`; 3 where a grader ended over a hand-in, which is then no verdict."""
    if tally.lost:
        return GraderBroken.exit_code
    graded = [standing.report for standing in cohort.standings if standing.report]
    if not any(report.judged for report in graded):
        return GradgraderError.exit_code
    return int(any(report.status is not Status.PASSED for report in graded))
