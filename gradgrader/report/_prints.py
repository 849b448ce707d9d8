"""What stays the same of a finding when lines above it move."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from gradgrader.model.result import SubmissionReport
from gradgrader.report._findings import Finding, findings
from gradgrader.report._places import relative
from gradgrader.report.base import View


def printed_once(
    submissions: Sequence[SubmissionReport], view: View
) -> Iterator[tuple[SubmissionReport, Finding, str]]:
    """Every finding with its fingerprint, no two of which are the same."""
    seen: Counter[tuple[str, ...]] = Counter()
    for submission in submissions:
        path = relative(submission.path, view)
        for finding in findings(submission):
            parts = (path, finding.exercise, finding.function, finding.rule, finding.code)
            seen[parts] += 1
            text = "\0".join([*parts, str(seen[parts])])
            digest = hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()
            yield submission, finding, digest[:32]
