"""Tables for a terminal; plain text in a pipe."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradgrader.model.result import (
    Block,
    CheckResult,
    Diagnosis,
    Grade,
    Problem,
    Report,
    Severity,
    Status,
    SubmissionReport,
)
from gradgrader.report.base import View, clean, report_format

RIGHT, WRONG, NOTE, NONE = "✔", "✘", "!", "–"
STYLES = {RIGHT: "green", WRONG: "bold red", NOTE: "yellow", NONE: "dim"}
ASCII = str.maketrans(
    {"✔": "v", "✘": "x", "–": "-", "·": "-", "→": ">", "×": "x", "−": "-", "…": "."}
)
DEAD = {Status.CRASHED, Status.TIMED_OUT}


@report_format
def rich(report: Report, view: View) -> str:
    """One table a submission, then what to know about each exercise that isn't simply right."""
    file = io.StringIO()
    console = Console(
        file=file,
        width=view.width,
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )
    for submission in report.submissions:
        for part in _submission(submission, report, view):
            console.print(part)
    if len(report.submissions) > 1:
        console.print(_total(report))
    lines = (line.rstrip() for line in file.getvalue().split("\n"))
    text = "\n".join(lines).rstrip("\n") + "\n"
    return text.translate(ASCII) if view.ascii else text


def _submission(
    submission: SubmissionReport, report: Report, view: View
) -> Iterator[RenderableType]:
    if view.quiet:
        yield _line(submission, view, name=clean(submission.path))
        return
    yield _heading(submission, report)
    yield Text()
    if submission.grades:
        yield _overview(submission.grades)
        yield Text()
    for grade in submission.grades:
        yield from _grade(grade, submission, view)
    yield from _remarks(submission, view)
    if view.verbose and submission.output.strip():
        yield Text("What it printed", style="bold")
        yield Padding(Text(clean(submission.output).rstrip()), (0, 0, 1, 2))
    yield _line(submission, view)
    yield Text()


def _heading(submission: SubmissionReport, report: Report) -> Text:
    heading = Text(clean(submission.path), style="bold")
    count = len(submission.grades) + len(submission.unmatched)
    if count:
        exercises = len(submission.grades)
        told = [
            _plural(count, "function"),
            _plural(exercises, "exercise"),
            f"isolation {report.isolation}",
        ]
        heading.append(" · " + " · ".join(told), style="not bold dim")
    return heading


def _overview(grades: Sequence[Grade]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("exercise", overflow="fold")
    table.add_column("found in", overflow="fold")
    for name in ("forward", "gradients", "gradcheck", "2nd order"):
        table.add_column(name, justify="center")
    table.add_column("points", justify="right")
    for grade in grades:
        where = Text(f"{grade.location}  ", style="dim").append(clean(grade.function), style="none")
        table.add_row(
            _mark(RIGHT if grade.status is Status.PASSED else WRONG),
            Text(grade.exercise, style="bold"),
            where,
            _cell(grade.check("forward")),
            _gradients(grade),
            _cell(grade.check("gradcheck")),
            _second(grade),
            f"{grade.score:.3g}/{grade.max_score:.3g}",
        )
    return table


def _cell(result: CheckResult | None) -> Text:
    if result is None or result.status is Status.SKIPPED:
        return _mark(NONE)
    if result.status is Status.PASSED:
        return _mark(RIGHT)
    return _mark(WRONG if result.required else NOTE)


def _gradients(grade: Grade) -> Text:
    judged = [b for b in grade.blocks if b.status is not Status.SKIPPED]
    if not judged:
        return _cell(grade.check("gradients"))
    right = sum(b.status is Status.PASSED for b in judged)
    style = "green" if right == len(judged) else "bold red"
    return Text(f"{right} of {len(judged)}", style=style)


def _second(grade: Grade) -> Text:
    """The worse of our own check and gradgradcheck; `1st` where no second order is offered."""
    own, torchs = grade.check("second-order"), grade.check("gradgradcheck")
    if own is not None and own.code == "refused":
        return Text("1st", style="bold red" if own.required else "yellow")
    failed = [r for r in (own, torchs) if r and r.status not in {Status.PASSED, Status.SKIPPED}]
    if failed:
        return _mark(WRONG if any(r.required for r in failed) else NOTE)
    return _cell(own)


def _grade(grade: Grade, submission: SubmissionReport, view: View) -> Iterator[RenderableType]:
    """What there is to know about one exercise beyond its line in the overview."""
    failed = [
        r for r in grade.checks if r.required and r.status not in {Status.PASSED, Status.SKIPPED}
    ]
    advised = [
        r
        for r in grade.checks
        if not r.required and r.status not in {Status.PASSED, Status.SKIPPED}
    ]
    if failed:
        yield _title(WRONG, grade.exercise, "", grade)
        if any(block.status is Status.FAILED for block in grade.blocks):
            yield Padding(_blocks(grade.blocks), (0, 0, 1, 2))
        yield from _results(_distinct(failed), submission, view)
    explained = {"second-order", "gradgradcheck"} if grade.diagnoses else set()
    for diagnosis in grade.diagnoses:
        yield from _diagnosis(diagnosis, grade, submission, view)
    rest = [r for r in advised if r.check not in explained and r.code != "refused"]
    if rest:
        yield _title(NOTE, grade.exercise, "worth knowing", grade, advisory=True)
        yield from _results(_distinct(rest), submission, view)
    if view.verbose:
        yield _title(NONE, grade.exercise, "every check", grade)
        yield from _every(grade)


def _title(mark: str, exercise: str, words: str, grade: Grade, *, advisory: bool = False) -> Table:
    table = Table.grid(expand=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    title = _mark(mark).append(f" {exercise}", style="bold")
    if words:
        title.append(f": {words}", style="bold")
    right = (
        Text("advisory", style="yellow") if advisory else Text(clean(str(grade.location)), "dim")
    )
    table.add_row(title, right)
    return table


def _blocks(blocks: Sequence[Block]) -> Table:
    """Rows are outputs, columns inputs: what comes in at an output, and what becomes of it."""
    outputs = list(dict.fromkeys(block.output for block in blocks))
    inputs = list(dict.fromkeys(block.input for block in blocks))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("")
    for name in inputs:
        table.add_column(name, overflow="fold")
    found = {(block.output, block.input): block for block in blocks}
    for output in outputs:
        table.add_row(Text(output, style="bold"), *(_block(found[output, i]) for i in inputs))
    return table


def _block(block: Block) -> Text:
    if block.status is Status.SKIPPED:
        return Text(block.note or "·", style="dim")
    if block.status is Status.PASSED:
        return _mark(RIGHT).append(f" {block.error or 0:.1g}")
    words = block.note or f"off by {block.error:.2g}"
    return _mark(WRONG).append(f" {clean(words)}")


def _results(
    results: Sequence[CheckResult], submission: SubmissionReport, view: View
) -> Iterator[RenderableType]:
    for result in results:
        yield Padding(_result(result, submission, view), (0, 0, 1, 2))


def _result(result: CheckResult, submission: SubmissionReport, view: View) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    words: list[RenderableType] = [Text(clean(result.message))]
    if result.case and result.code in {"value", "together", "shape", "dtype", "slope"}:
        words.append(Text(f"sizes {result.case}", style="dim"))
    words += _places(result.locations, submission, view)
    if view.verbose and result.detail:
        words.append(Text(clean(result.detail), style="dim"))
    table.add_row(result.check, Group(*words))
    return table


def _distinct(results: Sequence[CheckResult]) -> list[CheckResult]:
    """The results without those that only repeat an exception that an earlier one told."""
    seen: set[str] = set()
    kept = []
    for result in results:
        if result.status in DEAD and result.message in seen:
            continue
        seen.add(result.message)
        kept.append(result)
    return kept


def _diagnosis(
    diagnosis: Diagnosis, grade: Grade, submission: SubmissionReport, view: View
) -> Iterator[RenderableType]:
    advisory = grade.status is Status.PASSED or all(
        not r.required for r in grade.checks if r.check == "second-order"
    )
    mark = NOTE if advisory else WRONG
    yield _title(mark, grade.exercise, diagnosis.title, grade, advisory=advisory)
    words: list[RenderableType] = [Text(clean(diagnosis.message))]
    words += _places(diagnosis.locations, submission, view)
    if diagnosis.advice:
        words.append(Text(clean(diagnosis.advice)))
    yield Padding(Group(*words), (0, 0, 1, 2))


def _places(
    locations: Sequence[object], submission: SubmissionReport, view: View
) -> list[RenderableType]:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for location in locations:
        source = view.source(submission.path, location)  # type: ignore[arg-type]
        table.add_row(f"  {location}", Text(source, style="bold"))
    return [table] if locations else []


def _every(grade: Grade) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("check", style="cyan", no_wrap=True)
    table.add_column("asked", no_wrap=True)
    table.add_column("what it found", overflow="fold")
    for result in grade.checks:
        found = Text(clean(result.message or ("right" if result.status is Status.PASSED else "")))
        if result.case:
            found.append(f" ({result.case})", style="dim")
        table.add_row(
            _cell(result), result.check, "required" if result.required else "advisory", found
        )
    yield Padding(table, (0, 0, 1, 2))


def _remarks(submission: SubmissionReport, view: View) -> Iterator[RenderableType]:
    """Problems of the submission itself, and Functions that answer no exercise."""
    skipped = [p for p in submission.problems if p.code == "magic-skipped"]
    told = [p for p in submission.problems if p.code != "magic-skipped"]
    mark = NOTE if submission.grades else WRONG
    for problem in told:
        yield _problem(problem, mark, submission, view)
    if skipped and view.verbose:
        for problem in skipped:
            yield _problem(problem, NONE, submission, view)
    elif skipped:
        cells = dict.fromkeys(str(p.location.cell) for p in skipped if p.location)
        where = f"cell{'s'[: len(cells) != 1]} {', '.join(cells)}"
        lines = _plural(len(skipped), "line")
        yield _row(NONE, Text(f"{lines} for the notebook's shell skipped ({where})", style="dim"))
    for one in submission.unmatched:
        words = Text(f"{clean(one.function)} ({one.location}) is not graded: ")
        yield _row(NOTE, words.append(clean(one.reason)))
    if told or skipped or submission.unmatched:
        yield Text()


def _problem(
    problem: Problem, mark: str, submission: SubmissionReport, view: View
) -> RenderableType:
    place = f"{problem.location}: " if problem.location and str(problem.location) else ""
    words: list[RenderableType] = [Text(place + clean(problem.message))]
    if problem.location and problem.code not in {"syntax-error", "guessed", "no-staticmethod"}:
        source = view.source(submission.path, problem.location)
        words += [Text(f"    {source}", style="bold")] if source else []
    if problem.hint:
        words.append(Text(clean(problem.hint), style="dim"))
    return _row(mark, Group(*words))


def _row(mark: str, words: RenderableType) -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column()
    table.add_column(overflow="fold")
    table.add_row(_mark(mark), words)
    return table


def _line(submission: SubmissionReport, view: View, name: str = "") -> Text:
    """The last line: how it went, and what to do next."""
    if not submission.grades:
        first = submission.problems[0] if submission.problems else None
        words = f"nothing could be graded{': ' + clean(first.message) if first and name else ''}"
        mark = _mark(WRONG).append(f" {name} " if name else " ")
        return mark.append(words.split("\n", maxsplit=1)[0])
    passed = [g for g in submission.grades if g.status is Status.PASSED]
    failed = [g for g in submission.grades if g.status is not Status.PASSED]
    advisories = sum(
        not r.required
        and r.status not in {Status.PASSED, Status.SKIPPED}
        and (r.severity is not Severity.INCOMPLETE or r.check != "gradgradcheck")
        for g in submission.grades
        for r in g.checks
    )
    parts = [
        f"{len(passed)} of {len(submission.grades)} passed",
        f"{submission.score:.3g}/{submission.max_score:.3g} points",
    ]
    if advisories:
        parts.append(f"{advisories} advisory")
    parts.append(f"{view.seconds or submission.seconds:.1f} s")
    line = Text(f"{name}: " if name else "")
    line.append(" · ".join(parts), style="bold green" if not failed else "bold red")
    if failed and not name:
        line.append(f"     next: gradgrader hint {failed[0].exercise}")
    return line


def _total(report: Report) -> Text:
    passed = sum(one.status is Status.PASSED for one in report.submissions)
    return Text(
        f"{passed} of {_plural(len(report.submissions), 'submission')} passed", style="bold"
    )


def _mark(mark: str) -> Text:
    return Text(mark, style=STYLES[mark])


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}{'s'[: count != 1]}"
