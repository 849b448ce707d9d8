"""How long does a submission take?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import proof, waits, warning

LONG = 2.0


@proof(120)
def speed(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """The second one, when references are known: so it is for a class."""
    files = subject.files("solutions")
    if not files:
        return waits("a solution")
    report = [subject.report(files[0]) for _ in range(2)][-1]
    if isinstance(report, str):
        return waits("a solution that can be read")
    slow = report.seconds > LONG
    hint = "smaller cases make it faster"
    findings = (warning(f"{report.seconds:.1f} s each: {hint}"),) if slow else ()
    return Evidence(words=f"{report.seconds:.2f} s a submission", findings=findings)
