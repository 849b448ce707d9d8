"""What is asked of checks, by name, before what exercises say."""

from __future__ import annotations

from collections.abc import Iterable

from gradgrader.errors import UnknownName
from gradgrader.model.exercise import Demand
from gradgrader.registry import nearest, part_names


def demands(
    *, required: Iterable[str] = (), advisory: Iterable[str] = (), off: Iterable[str] = ()
) -> tuple[tuple[str, Demand], ...]:
    """What is asked of which checks; raises UnknownName."""
    known = part_names("gradgrader.checks")
    chosen = {Demand.REQUIRED: required, Demand.ADVISORY: advisory, Demand.OFF: off}
    asked = tuple((name, demand) for demand, names in chosen.items() for name in names)
    for name, _ in asked:
        if name not in known:
            raise UnknownName(f"no check {name!r}", hint=f"try {nearest(name, known)}")
    return asked
