"""Tables for a terminal; plain text in a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from gradgrader.model.result import Problem, Report, Status, SubmissionReport
from gradgrader.report._details import details
from gradgrader.report._ending import MOST, counted, following
from gradgrader.report._marks import NONE, NOTE, WRONG, mark, plural, row
from gradgrader.report._overview import overview
from gradgrader.report._printed import printed
from gradgrader.report.base import View, clean, report_format

APART = " " * 5
IN_PROCESS = "in-process"
OWN = f"{IN_PROCESS}: for your own code; `gradgrader check` keeps strangers' apart"


@report_format
def rich(report: Report, view: View) -> str:
    """One table a submission, then what to know about each exercise that isn't simply right."""
    return printed(parts(report, view), view)


def parts(report: Report, view: View) -> Iterator[RenderableType]:
    """The same, for who prints it."""
    if len(report.submissions) == 1:
        yield from _submission(report.submissions[0], report, view)
        return
    for submission in report.submissions:
        yield from _submission(submission, report, replace(view, ahead=""))
    yield _total(report)
    if view.ahead:
        yield Text(f"next: gradgrader show {view.ahead}")


def _submission(
    submission: SubmissionReport, report: Report, view: View
) -> Iterator[RenderableType]:
    if view.quiet:
        yield ending(submission, view, name=clean(submission.path))
        return
    yield heading(submission, report)
    yield Text()
    if submission.grades:
        yield overview(submission.grades, view.width)
        yield Text()
    for grade in submission.grades:
        yield from details(grade, submission, view)
    yield from remarks(submission, view)
    if view.verbose and submission.output.strip():
        yield Text("What it printed", style="bold")
        yield Padding(Text(clean(submission.output, lines=True).rstrip()), (0, 0, 1, 2))
    yield ending(submission, view, hints=report.hints)
    yield Text()


def heading(submission: SubmissionReport, report: Report) -> Text:
    """What was graded, and how it was held; in one's own process, what that is good for."""
    words = Text(clean(submission.path), style="bold")
    count = len(submission.grades) + len(submission.unmatched)
    if count:
        exercises = len(submission.grades)
        told = [plural(count, "function"), plural(exercises, "exercise")]
        told += [f"isolation {report.isolation}"] if report.isolation != IN_PROCESS else []
        words.append(" · " + " · ".join(told), style="not bold dim")
    if report.isolation == IN_PROCESS:
        words.append(f"\n{OWN}", style="not bold dim")
    return words


def remarks(submission: SubmissionReport, view: View) -> Iterator[RenderableType]:
    """Problems of the submission itself, and Functions that answer no exercise."""
    skipped = [p for p in submission.problems if p.code == "magic-skipped"]
    told = [p for p in submission.problems if p.code != "magic-skipped"]
    sign = NOTE if submission.grades else WRONG
    for problem in told:
        yield _problem(problem, sign, submission, view)
    if skipped and view.verbose:
        for problem in skipped:
            yield _problem(problem, NONE, submission, view)
    elif skipped:
        cells = dict.fromkeys(str(p.location.cell) for p in skipped if p.location)
        where = f"cell{'s'[: len(cells) != 1]} {', '.join(cells)}"
        lines = plural(len(skipped), "line")
        yield row(NONE, Text(f"{lines} for the notebook's shell skipped ({where})", style="dim"))
    for one in submission.unmatched:
        words = Text(f"{clean(one.function)} ({one.location}) is not graded: ")
        yield row(NOTE, words.append(clean(one.reason)))
    if told or skipped or submission.unmatched:
        yield Text()


def _problem(
    problem: Problem, sign: str, submission: SubmissionReport, view: View
) -> RenderableType:
    place = f"{problem.location}: " if problem.location and str(problem.location) else ""
    words: list[RenderableType] = [
        Text(place + clean(problem.message, lines=problem.code == "syntax-error"))
    ]
    if problem.location and problem.code not in {"syntax-error", "guessed", "no-staticmethod"}:
        source = view.source(submission.path, problem.location)
        words += [Text(f"    {source}", style="bold")] if source else []
    if problem.hint:
        words.append(Text(clean(problem.hint), style="dim"))
    return row(sign, Group(*words))


def ending(submission: SubmissionReport, view: View, name: str = "", hints: int = MOST) -> Text:
    """The last line: how it went, and what to do next."""
    if not submission.grades:
        first = submission.problems[0] if submission.problems else None
        words = f"nothing could be graded{': ' + clean(first.message) if first and name else ''}"
        start = mark(WRONG).append(f" {name} " if name else " ")
        return start.append(words.split("\n", maxsplit=1)[0])
    parts = [*counted(submission), f"{view.seconds or submission.seconds:.1f} s"]
    right = all(grade.status is Status.PASSED for grade in submission.grades)
    line = Text(f"{name}: " if name else "")
    wrong = any(one.begun and one.status is not Status.PASSED for one in submission.grades)
    style = "bold green" if right else "bold red" if wrong else "bold"
    line.append(" · ".join(parts), style=style)
    if right and view.ahead and not name:
        return line.append(f"\nnext: gradgrader show {view.ahead}")
    if not right and not name:
        advice = ", or ".join(following(submission, hints, view.more, view.most))
        fits = len(line) + len("next: ") + len(advice) + len(APART) <= view.width
        line.append(f"{APART if fits else chr(10)}next: {advice}" if advice else "")
    return line


def _total(report: Report) -> Text:
    passed = sum(one.status is Status.PASSED for one in report.submissions)
    return Text(f"{passed} of {plural(len(report.submissions), 'submission')} passed", style="bold")
