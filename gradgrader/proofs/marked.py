"""What is still marked TODO?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence, Finding, Level
from gradgrader.proofs._subject import MARK, Subject
from gradgrader.proofs.base import proof


@proof(20)
def marked(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """Nothing is left to be written; a learner's TODO in starter.py is none of these."""
    written = ["exercise.yaml", *subject.all_files("solutions"), *subject.all_files("mistakes")]
    places = [
        Finding(level=Level.TODO, message=text.strip(" #>-"), file=name, line=number)
        for name in written
        for number, text in enumerate(subject.text(name).splitlines(), 1)
        if MARK in text
    ]
    if not places:
        return Evidence(words="nothing is left to be written")
    counts = {"place is still marked TODO|places are still marked TODO": len(places)}
    return Evidence(counts=counts, findings=tuple(places))
