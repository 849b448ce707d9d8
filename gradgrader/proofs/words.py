"""Are there a statement and hints?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import error, proof, warning

FEW = 3


@proof(30)
def words(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """A statement, and hints from a nudge to a near-answer."""
    exercise, findings = subject.exercise, []
    if not exercise.statement.strip():
        findings.append(error("there is no `statement`: nobody knows what to do"))
    if not exercise.hints:
        findings.append(error("there are no `hints`"))
    elif len(exercise.hints) < FEW:
        few = "a nudge, a step and a near-answer are three"
        findings.append(warning(f"few hints: {few}", line=subject.line("hints")))
    same = len(exercise.hints) - len(set(exercise.hints))
    if same:
        findings.append(error("a hint stands there twice", line=subject.line("hints")))
    counts = {
        "word|words": len(exercise.statement.split()),
        "hint|hints": len(exercise.hints),
    }
    return Evidence(counts=counts, findings=tuple(findings))
