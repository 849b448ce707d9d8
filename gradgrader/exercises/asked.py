"""What an exercise file asks of checks."""

from __future__ import annotations

from collections.abc import Mapping

from gradgrader.exercises.fields import CheckFile
from gradgrader.model.exercise import Demand


def demands(checks: Mapping[str, str | CheckFile]) -> dict[str, Demand]:
    """What is asked of each check that the file names."""
    asked = {
        name: one.demand if isinstance(one, CheckFile) else one for name, one in checks.items()
    }
    return {name: Demand(demand) for name, demand in asked.items() if demand is not None}


def points(checks: Mapping[str, str | CheckFile]) -> dict[str, float]:
    """Points of each check that has any."""
    return {
        name: one.points
        for name, one in checks.items()
        if isinstance(one, CheckFile) and one.points
    }
