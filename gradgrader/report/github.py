"""GitHub Actions: annotations at file and line, a page of the job's summary, a step's outputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gradgrader.model.result import Report, Status, SubmissionReport
from gradgrader.report._classroom import outputs
from gradgrader.report._findings import Finding, Level, findings
from gradgrader.report._marks import plural, verdict
from gradgrader.report._page.words import rounded
from gradgrader.report._places import place
from gradgrader.report.base import View, beside, clean, report_format
from gradgrader.report.markdown import summary

MOST = 10  # of a kind; GitHub shows no more of one step
COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


@beside("GITHUB_STEP_SUMMARY", summary)
@beside("GITHUB_OUTPUT", outputs)
@report_format
def github(report: Report, view: View) -> str:
    """A group of lines for each submission, then the annotations, what counts most first."""
    lines: list[str] = []
    for submission in report.submissions:
        lines += _group(submission)
    lines += _annotations(report, view)
    return "\n".join(lines) + "\n"


def _group(submission: SubmissionReport) -> Iterator[str]:
    title = f"{clean(submission.path)}: {told(submission)}"
    yield f"::group::{title.translate(_DATA)}"
    for grade in submission.grades:
        score = f"{rounded(grade.score)}/{rounded(grade.max_score)}"
        yield _inert(
            f"{verdict(grade)} {grade.exercise}  {clean(grade.function)}, {grade.location}  {score}"
        )
    yield "::endgroup::"


def told(submission: SubmissionReport) -> str:
    """How it went, in a few words."""
    if not submission.judged:
        return "nothing could be graded"
    right = sum(grade.status is Status.PASSED for grade in submission.grades)
    score = f"{rounded(submission.score)}/{rounded(submission.max_score)}"
    return f"{right} of {len(submission.grades)} passed, {score} points"


def _annotations(report: Report, view: View) -> Iterator[str]:
    shown: Counter[Level] = Counter()
    for submission, finding in _by_weight(report.submissions):
        shown[finding.level] += 1
        if shown[finding.level] <= MOST:
            yield _annotation(submission, finding, view)
    for level, count in shown.items():
        if count > MOST:
            more = plural(count - MOST, f"more {COMMANDS[level]}")
            yield f"{more}: GitHub shows {MOST} of a step; the job's summary has all"


def _by_weight(
    submissions: Sequence[SubmissionReport],
) -> list[tuple[SubmissionReport, Finding]]:
    """Errors first, and the first one of each exercise before any other's second."""
    ranked = []
    for number, submission in enumerate(submissions):
        seen: Counter[tuple[str, Level]] = Counter()
        for finding in findings(submission):
            seen[finding.exercise, finding.level] += 1
            rank = seen[finding.exercise, finding.level]
            order = (list(Level).index(finding.level), rank, number)
            ranked.append((order, submission, finding))
    return [(submission, finding) for _, submission, finding in sorted(ranked, key=lambda r: r[0])]


def _annotation(submission: SubmissionReport, finding: Finding, view: View) -> str:
    where = place(submission.path, finding.locations[0], view)
    title = ": ".join(part for part in (finding.exercise, finding.title) if part)
    properties = {
        "file": where.path,
        "line": str(where.line),
        "endLine": str(where.end_line),
        "title": f"{title} ({where.words})" if where.words else title,
    }
    named = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    data = finding.text.translate(_DATA)
    return f"::{COMMANDS[finding.level]} {named}::{data}"


def _inert(line: str) -> str:
    """A line in which the runner finds no command (`##[` counts anywhere)."""
    return line.replace("##[", "## [")
