"""A slope that is right at 0 only, where no function has begun to bend."""

from __future__ import annotations

from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.diagnosis.block_class import EXPLAINED
from gradgrader.diagnosis.repair import unexplained
from gradgrader.diagnosis.unlike_numbers import unlike_numbers
from gradgrader.model.result import Diagnosis


@rule
def slope_at_zero(findings: Findings) -> Diagnosis | None:
    """Gradients come near the right ones for very small inputs, and nothing else is known."""
    if not unexplained(findings):
        return None
    found = kinds(findings)
    if not found or {kind.name for kind in found.values()} != {"small"}:
        return None
    if unlike_numbers(findings) is not None:  # which says more
        return None
    return Diagnosis(
        code="slope-at-zero",
        confidence="likely",
        title="a slope that is right at 0 only",
        message="Near 0 nearly every function is a straight line, and what you have is the slope of"
        " that line. Which step of forward bends, or stops, as its input grows, and where is that"
        " in backward?",
        checks=EXPLAINED,
    )
