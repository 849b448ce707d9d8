"""GitLab's code quality report: what is wrong beside the lines of a merge request."""

from __future__ import annotations

from typing import Any

import msgspec

from gradgrader.model.result import Report, SubmissionReport
from gradgrader.report._findings import Finding, Level
from gradgrader.report._page.words import bounded
from gradgrader.report._places import place
from gradgrader.report._prints import printed_once
from gradgrader.report.base import View, report_format

SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


@report_format
def gitlab(report: Report, view: View) -> str:
    """A list of findings; an empty one where there is nothing to say."""
    found = [_issue(*one, view) for one in printed_once(report.submissions, view)]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


def _issue(
    submission: SubmissionReport, finding: Finding, fingerprint: str, view: View
) -> dict[str, Any]:
    where = place(submission.path, finding.locations[0], view)
    severity = SEVERITIES[finding.level]
    if finding.level is Level.ERROR and not submission.judged:
        severity = "blocker"
    said = [": ".join(filter(None, (finding.exercise, finding.title))), *finding.lines]
    words = ". ".join(one.rstrip(".") for one in said)
    return {
        "description": bounded(f"{words} ({where.words})" if where.words else words),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {
            "path": where.path,
            "lines": {"begin": where.line, "end": where.end_line},
        },
    }
