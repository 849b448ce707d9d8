"""Markdown: a page for a comment, a job's summary or a course's forum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradgrader.model.result import Block, Grade, Location, Report, Status, SubmissionReport
from gradgrader.report._findings import Finding, Level, findings
from gradgrader.report._inert import fenced, inert, spoken, table
from gradgrader.report._marks import LEGEND, NONE, NOTE, RIGHT, WRONG, measured, verdict
from gradgrader.report._overview import COLUMNS, cells
from gradgrader.report._page.words import rounded
from gradgrader.report._places import relative
from gradgrader.report.base import View, report_format

SIGNS = {Level.ERROR: WRONG, Level.WARNING: NOTE, Level.NOTE: NONE}


@report_format
def markdown(report: Report, view: View) -> str:
    """A heading and a table for each submission, then what to know about each exercise."""
    return "\n\n".join(_parts(report, view)) + "\n"


def summary(report: Report, view: View, room: int) -> str:
    """The page, or as much of it as there is room for (in bytes)."""
    left = "\n\nThere is more than GitHub shows here: `--format markdown=FILE` has all of it.\n"
    kept: list[str] = []
    used = len(left.encode())
    for part in _parts(report, view):
        used += len(part.encode()) + 2
        if used > room:
            return "\n\n".join(kept) + left if room > len(left) else ""
        kept.append(part)
    return "\n\n".join(kept) + "\n"


def _parts(report: Report, view: View) -> Iterator[str]:
    for submission in report.submissions:
        yield from _submission(submission, view)
    made = f"gradgrader {report.gradgrader} · torch {report.torch} · seed {report.seed}"
    yield inert(f"{made} · isolation {report.isolation}{' · strict' if report.strict else ''}")


def _submission(submission: SubmissionReport, view: View) -> Iterator[str]:
    score = f"{rounded(submission.score)}/{rounded(submission.max_score)} points"
    told = score if submission.judged else "nothing could be graded"
    yield f"## {inert(relative(submission.path, view))}: {told}"
    if submission.grades:
        header = ("", "exercise", "found in", *COLUMNS, "points")
        yield table(header, map(_row, submission.grades), numbers=1)
    blocks = {grade.exercise: grade for grade in submission.grades}
    first = next((one for one in submission.grades if any(map(measured, one.blocks))), None)
    title = ""
    for finding in findings(submission):
        if finding.exercise != title:
            title = finding.exercise
            yield f"### {title}: {inert(str(blocks[title].location))}"
            yield from _blocks(blocks[title].blocks)
            if blocks.get(title) is first:
                yield inert(LEGEND)
        known = [blocks[title].location] if title else []
        yield "\n\n".join(_finding(finding, known, submission, view))


def _row(grade: Grade) -> Sequence[str]:
    place = inert(f"{grade.location}  {grade.function}")
    points = f"{rounded(grade.score)}/{rounded(grade.max_score)}"
    return (
        verdict(grade),
        inert(grade.exercise),
        place,
        *(one.plain for one in cells(grade)),
        points,
    )


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Rows are outputs, columns inputs, as in the terminal; nothing where all of them are right."""
    if all(block.status is not Status.FAILED for block in blocks):
        return
    outputs = list(dict.fromkeys(block.output for block in blocks))
    inputs = list(dict.fromkeys(block.input for block in blocks))
    found = {(block.output, block.input): _block(block) for block in blocks}
    rows = [(inert(one), *(found[one, name] for name in inputs)) for one in outputs]
    yield table(("", *map(inert, inputs)), rows)


def _block(block: Block) -> str:
    if block.status is Status.SKIPPED:
        return inert(block.note or "·")
    if block.status is Status.PASSED:
        return RIGHT
    if not measured(block):
        return f"{WRONG} {inert(block.note)}".strip()
    return f"{WRONG} {block.error:.2g} {inert('>')} {block.tolerance or 0:.0e}"


def _finding(
    finding: Finding, known: Sequence[Location], submission: SubmissionReport, view: View
) -> Iterator[str]:
    first, *more = finding.lines
    apart = [one for one in finding.locations if str(one) and one not in known]
    where = inert(", ".join(map(str, apart)))
    title = f"{SIGNS[finding.level]} **{inert(finding.title)}**{f' ({where})' if where else ''}"
    yield f"{title}: {spoken(first)}"
    yield from map(spoken, more)
    if finding.change:
        yield fenced("\n".join(finding.change), "diff")
        return
    sources = [view.source(submission.path, one) for one in apart]
    if code := "\n".join(filter(None, sources)):
        yield fenced(code, "python")
