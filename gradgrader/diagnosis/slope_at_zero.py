"""A slope that is right near 0 only, where no function has begun to bend."""

from __future__ import annotations

from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._tried import unexplained
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED
from gradgrader.diagnosis.unlike_numbers import unlike_numbers
from gradgrader.model.result import Diagnosis


@rule
def slope_at_zero(findings: Findings) -> Diagnosis | None:
    """Gradients come near the right ones for very small inputs, and nothing else is known."""
    if len(findings.exercise.inputs) > 1 or not unexplained(findings):
        return None  # of several inputs it would have to be said which one is near 0
    found = kinds(findings)
    if not found or {kind.name for kind in found.values()} != {"small"}:
        return None
    if unlike_numbers(findings) is not None:  # which says more
        return None
    return Diagnosis(
        code="slope-at-zero",
        confidence="likely",
        title="a slope that is right near 0 only",
        message="Near 0 nearly every function is a straight line, or its first few terms, and what"
        " you have is right there only. Which step of forward bends, or stops, as its input grows,"
        " and is all of its slope in backward?",
        checks=EXPLAINED,
    )
