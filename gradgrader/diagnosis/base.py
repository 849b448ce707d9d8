"""A rule: one kind of mistake, recognised from what the checks found and from the source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gradgrader.checks.base import Outcome
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Diagnosis
from gradgrader.registry import Registry
from gradgrader.submissions.sketch import Sketch


@dataclass(frozen=True, slots=True)
class Findings:
    """What a rule works with; `sketch` is None where the class has no text (made by a call)."""

    exercise: Exercise
    outcomes: Mapping[str, Outcome]
    sketch: Sketch | None


Rule = Callable[[Findings], Diagnosis | None]

RULES: Registry[Rule] = Registry("gradgrader.diagnosis", "rule")


def rule(run: Rule) -> Rule:
    """Register a rule under its module's name."""
    return RULES.add(run.__module__.rpartition(".")[2].replace("_", "-"), run)


def diagnose(findings: Findings) -> tuple[Diagnosis, ...]:
    """What every rule has to say, the first of each code."""
    found: dict[str, Diagnosis] = {}
    for name in RULES:
        diagnosis = RULES[name](findings)
        if diagnosis is not None:
            found.setdefault(diagnosis.code, diagnosis)
    return tuple(found.values())
