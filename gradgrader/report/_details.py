"""What there is to know about one exercise beyond its line: blocks, failures, diagnoses, checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradgrader.model.result import (
    FINE,
    WAITS,
    Block,
    CheckResult,
    Diagnosis,
    Grade,
    Status,
    SubmissionReport,
)
from gradgrader.report._findings import advised, advisory, causes, distinct, told, told_when
from gradgrader.report._marks import (
    LEGEND,
    NONE,
    NOTE,
    RIGHT,
    WRONG,
    change,
    mark,
    measured,
    places,
)
from gradgrader.report._overview import cell
from gradgrader.report._pictures import pictures
from gradgrader.report.base import View, clean


def details(grade: Grade, submission: SubmissionReport, view: View) -> Iterator[RenderableType]:
    """What there is to know about one exercise beyond its line in the overview."""
    if not grade.begun:
        yield from _not_begun(grade, submission, view)
        return
    failed = [r for r in grade.checks if r.required and r.status not in FINE]
    known = causes(grade)
    if failed:
        yield _title(WRONG, grade.exercise, "", grade)
        if any(block.status is Status.FAILED for block in grade.blocks):
            yield Padding(_blocks(grade, submission, view), (0, 0, 1, 2))
        for diagnosis in known:
            yield from _cause(diagnosis, submission, view)
        yield from _results(distinct(failed), submission, view, known)
    for diagnosis in grade.diagnoses:
        if diagnosis not in known:
            yield from _diagnosis(diagnosis, grade, submission, view)
    if rest := advised(grade):
        yield _title(NOTE, grade.exercise, "worth knowing", grade, advisory=True)
        yield from _results(distinct(rest), submission, view, ())
    if view.verbose:
        yield from _more(grade, submission, view, failed=bool(failed))


def _not_begun(grade: Grade, submission: SubmissionReport, view: View) -> Iterator[RenderableType]:
    for diagnosis in grade.diagnoses:
        yield _title(NONE, grade.exercise, diagnosis.title, grade)
        words: list[RenderableType] = [Text(diagnosis.message)]
        words += places(diagnosis.locations, submission, view)
        yield Padding(Group(*words, Text(diagnosis.advice)), (0, 0, 1, 2))


def _more(
    grade: Grade, submission: SubmissionReport, view: View, *, failed: bool
) -> Iterator[RenderableType]:
    """What is told on request: pictures, and every check."""
    drawn = list(pictures(grade, view))
    if drawn:
        yield _title(NONE, grade.exercise, "pictures", grade)
        yield from drawn
    yield _title(NONE, grade.exercise, "every check", grade)
    if not failed:
        yield Padding(_blocks(grade, submission, view), (0, 0, 1, 2))
    yield from _every(grade)


def _title(sign: str, exercise: str, words: str, grade: Grade, *, advisory: bool = False) -> Table:
    table = Table.grid(expand=True)
    table.add_column(overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    title = mark(sign).append(f" {exercise}", style="bold")
    if words:
        title.append(f": {words}", style="bold")
    right = (
        Text("advisory", style="yellow") if advisory else Text(clean(str(grade.location)), "dim")
    )
    table.add_row(title, right)
    return table


def _blocks(grade: Grade, submission: SubmissionReport, view: View) -> Group:
    """Rows are outputs, columns inputs: what comes in at an output, and what becomes of it.

    What the two numbers of a cell are is said below the first one that has any.
    """
    blocks = grade.blocks
    outputs = list(dict.fromkeys(block.output for block in blocks))
    inputs = list(dict.fromkeys(block.input for block in blocks))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("")
    for name in inputs:
        table.add_column(name, overflow="fold")
    found = {(block.output, block.input): block for block in blocks}
    for output in outputs:
        table.add_row(Text(output, style="bold"), *(_block(found[output, i], view) for i in inputs))
    first = next((one for one in submission.grades if any(map(measured, one.blocks))), None)
    return Group(table, Text(LEGEND, style="dim")) if grade is first else Group(table)


def _block(block: Block, view: View) -> Text:
    """`✘ 0.31 > 9e-14`: the largest difference, and how large it may be; or a pattern in words.

    How much a right gradient was rounded is another number on every machine: told on request.
    """
    if block.status is Status.SKIPPED:
        return Text(block.note or "·", style="dim")
    right = block.status is Status.PASSED
    if right and not view.verbose:
        return mark(RIGHT)
    if not (right and block.error is not None) and not measured(block):
        return mark(WRONG).append(f" {clean(block.note)}")
    error = f"{block.error:.1g}" if right else f"{block.error:.2g}"
    bound = f" {'≤' if right else '>'} {block.tolerance or 0:.0e}"
    return mark(RIGHT if right else WRONG).append(f" {error}").append(bound, style="dim")


def _cause(
    diagnosis: Diagnosis, submission: SubmissionReport, view: View
) -> Iterator[RenderableType]:
    """Why an exercise fails, with a title over what there is to do."""
    message = Text(clean(diagnosis.message))
    example = diagnosis.counterexample
    if diagnosis.advice or (diagnosis.locations and example is None):
        title = f"{diagnosis.title[:1].upper()}{diagnosis.title[1:]}. "
        message = Text(title, style="bold").append(message)
    words: list[RenderableType] = [message]
    if example is not None:
        words.append(Padding(Text(clean(example.text), style="bold"), (0, 0, 0, 2)))
    words += places(diagnosis.locations, submission, view)
    words += change(diagnosis.fix)
    if diagnosis.advice:
        words.append(Text(clean(diagnosis.advice)))
    yield Padding(Group(*words), (0, 0, 1, 2))


def _results(
    results: Sequence[CheckResult],
    submission: SubmissionReport,
    view: View,
    known: Sequence[Diagnosis],
) -> Iterator[RenderableType]:
    """A failed check a row: its name, what it says, and where.

    Those that a cause explains are only named, unless they know a place that it does not.
    """
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, style="cyan")
    table.add_column(overflow="fold")
    rows = told(results, known)
    for result in rows:
        table.add_row(result.check, Group(*_words(result, submission, view)))
    if beside := _beside(sorted(results, key=told_when), rows):
        table.add_row("", Text(beside, style="dim"))
    if table.row_count:
        yield Padding(table if rows else Text(beside, style="dim"), (0, 0, 1, 2))


def _beside(results: Sequence[CheckResult], rows: Sequence[CheckResult]) -> str:
    """Who else sees it; or that gradcheck does not, and why."""
    others = [f"`{r.check}`" for r in results if r not in rows]
    too = " too" if rows else ""
    sees = f"{', '.join(others)} {'sees' if len(others) == 1 else 'see'} it{too}" if others else ""
    unseen = next((r.unseen for r in results if r.unseen), "")
    blind = f"gradcheck says True: {clean(unseen)}" if unseen else ""
    return "; ".join(words for words in (sees, blind) if words)


def _words(result: CheckResult, submission: SubmissionReport, view: View) -> list[RenderableType]:
    words: list[RenderableType] = [Text(clean(result.message))]
    if result.case and result.code in {"value", "together", "shape", "dtype", "slope"}:
        words.append(Text(f"sizes {result.case}", style="dim"))
    words += places(result.locations, submission, view)
    if view.verbose and result.detail:
        words.append(Text(clean(result.detail, lines=True), style="dim"))
    return words


def _diagnosis(
    diagnosis: Diagnosis, grade: Grade, submission: SubmissionReport, view: View
) -> Iterator[RenderableType]:
    only = advisory(diagnosis, grade)
    yield _title(NOTE if only else WRONG, grade.exercise, diagnosis.title, grade, advisory=only)
    words: list[RenderableType] = [Text(clean(diagnosis.message))]
    words += places(diagnosis.locations, submission, view)
    words += change(diagnosis.fix)
    if diagnosis.advice:
        words.append(Text(clean(diagnosis.advice)))
    yield Padding(Group(*words), (0, 0, 1, 2))


def _every(grade: Grade) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("check", style="cyan", no_wrap=True)
    table.add_column("asked", no_wrap=True)
    table.add_column("what it found", overflow="fold")
    waiting: dict[str, list[str]] = {}
    for result in grade.checks:
        if result.status is Status.SKIPPED and result.code == WAITS:
            waiting.setdefault(result.message, []).append(result.check)
            continue
        found = Text(clean(result.message or ("right" if result.status is Status.PASSED else "")))
        if result.case:
            found.append(f" ({result.case})", style="dim")
        table.add_row(
            cell(result), result.check, "required" if result.required else "advisory", found
        )
    yield Padding(table, (0, 0, 1, 2))
    for reason, checks in waiting.items():
        yield Padding(Text(f"{NONE} {clean(reason)}: {', '.join(checks)}"), (0, 0, 1, 2))
