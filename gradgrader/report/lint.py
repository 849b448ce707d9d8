"""One line for each finding, as linters write them: `path:line:column: check [severity] words`."""

from __future__ import annotations

from collections.abc import Iterator

from gradgrader.model.result import (
    FINE,
    CheckResult,
    Diagnosis,
    Grade,
    Location,
    Report,
    SubmissionReport,
)
from gradgrader.report._findings import distinct, told_when
from gradgrader.report._marks import plural
from gradgrader.report.base import View, clean, report_format


@report_format
def lint(report: Report, view: View) -> str:
    """Findings, what decides first, and then how many there are."""
    lines: list[str] = []
    found = 0
    for submission in report.submissions:
        rows = [row for grade in submission.grades for row in _rows(submission, grade, view)]
        found += len(rows)
        lines += [*_problems(submission), *rows]
    judged = sum(len(submission.grades) for submission in report.submissions)
    told = plural(found, "finding") if judged else "nothing could be judged"
    return "\n".join((*lines, f"{told} in {plural(judged, 'function')}" if judged else told)) + "\n"


def _problems(submission: SubmissionReport) -> Iterator[str]:
    for one in submission.problems:
        yield f"{_place(submission, one.location)} {one.code} [note] {clean(one.message)}"


def _rows(submission: SubmissionReport, grade: Grade, view: View) -> Iterator[str]:
    if not grade.begun:
        yield from (_begin(submission, grade, one, view) for one in grade.diagnoses)
    failed = [r for r in grade.checks if r.status not in FINE]
    for result in distinct(sorted(failed, key=lambda r: (not r.required, told_when(r)))):
        yield _row(submission, grade, result, view)


def _begin(submission: SubmissionReport, grade: Grade, one: Diagnosis, view: View) -> str:
    """What is not begun is a finding as well: the exit code is 1."""
    where = next(iter(one.locations), grade.location)
    head = f"{_place(submission, where, view)} {one.code} [note]"
    return f"{head} {clean(grade.function)}: {one.message}"


def _row(submission: SubmissionReport, grade: Grade, result: CheckResult, view: View) -> str:
    where = next(_places(result, grade), grade.location)
    weight = "" if result.required else ", advisory"
    head = f"{_place(submission, where, view)} {result.check} [{result.severity}{weight}]"
    at = f" ({result.case})" if result.case else ""
    return f"{head} {clean(grade.function)}: {clean(result.message)}{at}"


def _places(result: CheckResult, grade: Grade) -> Iterator[Location]:
    """Where it was seen, then where what explains it is."""
    yield from result.locations
    for cause in grade.diagnoses:
        if result.check in cause.checks:
            yield from cause.locations


def _place(submission: SubmissionReport, where: Location | None, view: View | None = None) -> str:
    """`path:line:column:`; the column is where the line's text begins."""
    path = clean(submission.path)
    if where is None or where.line is None:
        return f"{path}:"
    inner = f":{where.file}" if where.file else ""
    cell = f":cell {where.cell}" if where.cell else ""
    column = f":{_column(submission, where, view)}" if view else ""
    return f"{path}{inner}{cell}:{where.line}{column}:"


def _column(submission: SubmissionReport, where: Location, view: View) -> int:
    lines = view.sources.get(submission.path, {}).get((where.file, where.cell), ())
    line = lines[where.line - 1] if where.line and where.line <= len(lines) else ""
    return len(line) - len(line.lstrip()) + 1
