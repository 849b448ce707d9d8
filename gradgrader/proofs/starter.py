"""Does the starter fail?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence
from gradgrader.model.result import Status
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof

FILE = "starter.py"


@proof(50)
def starter(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """What `gradgrader start` writes is taken for this exercise, and does not pass."""
    if not (subject.folder / FILE).is_file():
        return Evidence(findings=(error("there is no starter.py", FILE),))
    report = subject.report(FILE)
    if isinstance(report, str):
        return Evidence(findings=(error(report, FILE),))
    if not report.grades:
        return Evidence(findings=(error("holds no Function that is taken for this one", FILE),))
    if report.status is Status.PASSED:
        return Evidence(findings=(error("passes: nothing is left to do", FILE),))
    return Evidence(words="does not pass")
