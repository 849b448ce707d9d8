"""What goes wrong, as the page lists it and filters by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.report._page.words import bounded
from gradgrader.report.base import clean
from gradgrader.sheets._counted import Cluster, Mistake, checks, diagnoses, ungradable
from gradgrader.sheets._found import first_problem

SHORT = 160
Kinds = Mapping[str, Sequence[Mistake]]


@dataclass(frozen=True, slots=True)
class Listed:
    """A mistake in a list, with how many make it and a key to filter by."""

    key: str
    exercise: str
    title: str
    code: str
    count: int
    share: float


def kinds(cohort: Cohort) -> Kinds:
    """All mistakes, by what tells of them."""
    return {
        "diagnosis": diagnoses(cohort),
        "check": checks(cohort),
        "problem": [Mistake("", code, code, whose) for code, whose in ungradable(cohort)],
    }


def link(text: str) -> str:
    """`text` as a part of an address."""
    return quote(text.encode("utf-8", "backslashreplace"), safe="")


def key(kind: str, one: Mistake) -> str:
    """What a mistake is called in an address."""
    return clean(f"{one.exercise}/{kind}/{one.code}")


def listed(kind: str, found: Sequence[Mistake]) -> list[Listed]:
    """With bars that are as long as they are frequent."""
    most = max((len(one.students) for one in found), default=1)
    return [
        Listed(
            key=link(key(kind, one)),
            exercise=clean(one.exercise),
            title=clean(one.what),
            code=clean(one.code),
            count=len(one.students),
            share=round(100 * len(one.students) / most, 2),
        )
        for one in found
    ]


def choices(cohort: Cohort, found: Kinds) -> list[tuple[str, list[tuple[str, str]]]]:
    """For each exercise what can be filtered by: a key, and words."""
    named = {"diagnosis": "", "check": "fails ", "problem": ""}
    grouped: list[tuple[str, list[tuple[str, str]]]] = []
    for exercise in (*(one.id for one in cohort.exercises), ""):
        options = [
            (key(kind, one), f"{named[kind]}{clean(one.what)} ({len(one.students)})")
            for kind, ones in found.items()
            for one in ones
            if one.exercise == exercise
        ]
        if options:
            grouped.append((clean(exercise) or "not graded", options))
    return grouped


def cluster(one: Cluster, who: Standing, cohort: Cohort) -> dict[str, Any]:
    """Who made the same mistake; `who` is the example."""
    failing = ", ".join(f"`{check}`" for check in one.checks)
    return {
        "exercise": clean(one.exercise),
        "title": clean(bounded(one.what or f"fails {failing}", SHORT)),
        "checks": [clean(check) for check in one.checks] if one.what else [],
        "blocks": clean(", ".join(f"{output}→{input_}" for output, input_ in one.blocks)),
        "count": len(one.students),
        "example": clean(who.student.name or who.student.id),
        "words": clean(bounded(first_problem(cohort, who), SHORT)),
    }
