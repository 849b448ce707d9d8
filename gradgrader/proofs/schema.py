"""Is all there that a list and a page of it show?"""

from __future__ import annotations

from gradgrader.model.proof import Evidence
from gradgrader.proofs._subject import Subject
from gradgrader.proofs.base import proof, warning


@proof(10)
def schema(subject: Subject, part: str) -> Evidence:  # noqa: ARG001 - one piece
    """The file can be read, or nothing of this runs; what it leaves out is told."""
    exercise = subject.exercise
    missing = {
        "formula": not exercise.formula,
        "group": exercise.group == "other",
        "difficulty": exercise.difficulty is None,
        "minutes": exercise.minutes is None,
    }
    left_out = ", ".join(f"`{name}`" for name, absent in missing.items() if absent)
    findings = [warning(f"lists and pages have nothing to show for {left_out}")] if left_out else []
    if not subject.text("exercise.yaml").startswith("# yaml-language-server:"):
        findings.append(warning("editors find no schema: `gradgrader exercise new` shows the line"))
    return Evidence(words="format 1", findings=tuple(findings))
