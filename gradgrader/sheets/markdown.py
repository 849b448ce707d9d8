"""A page that sums a cohort up: how it went, and what goes wrong most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.model.result import Status
from gradgrader.report._inert import inert, section
from gradgrader.report._page.words import bounded, rounded
from gradgrader.sheets._counted import Mistake, Went, checks, diagnoses, ungradable, went
from gradgrader.sheets._found import (
    BY_HAND,
    MISSING,
    UNGRADED,
    first_problem,
    points,
    score,
    status,
)
from gradgrader.sheets.base import sheet

MOST = 10
SHORT = 200


@sheet
def markdown(cohort: Cohort) -> dict[str, str]:
    """One file of tables, as GitHub writes them."""
    unknown = [(inert(one),) for one in cohort.unknown]
    parts = [
        f"# {inert(cohort.title) or 'Cohort'}",
        _counts(cohort),
        _made(cohort),
        *_exercises(cohort),
        *_mistakes(cohort),
        *_students(cohort),
        *_without(cohort, MISSING, "Missing"),
        *_without(cohort, UNGRADED, "Not graded yet"),
        *section("Not on the roster", ("id",), unknown),
    ]
    return {"grades.md": "\n\n".join(filter(None, parts)) + "\n"}


def _counts(cohort: Cohort) -> str:
    found = Counter(map(status, cohort.standings))
    order = [*(one.value for one in Status), UNGRADED, MISSING]
    total = len(cohort.standings)
    counts = ", ".join(f"{found[name]} {name}" for name in order if found[name])
    told = f"{total} student{'s'[: total != 1]}{': ' if counts else ''}{counts}."
    more = len(cohort.unknown)
    return f"{told} {more} more handed in and {_are(more)} not on the roster." if more else told


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _made(cohort: Cohort) -> str:
    """What made the grades."""
    parts = {
        "gradgrader": cohort.gradgrader,
        "torch": cohort.torch,
        "isolation": cohort.isolation,
        "seed": str(cohort.seed),
        "": cohort.when,
    }
    return " · ".join(f"{name} {inert(value)}".strip() for name, value in parts.items() if value)


def _exercises(cohort: Cohort) -> list[str]:
    """Of those that were graded: how many pass, and the mean of their points."""
    header = ("exercise", "answered", "passed", "pass rate", "mean", "points")
    return section("Exercises", header, list(map(_exercise, went(cohort))), numbers=5)


def _exercise(one: Went) -> tuple[str, ...]:
    rate = f"{100 * one.right / one.graded:.0f} %" if one.graded else "–"
    mean = points(one.mean)
    most = points(one.asked.points)
    return inert(one.asked.id), str(one.answered), str(one.right), rate, mean, most


def _mistakes(cohort: Cohort) -> Iterator[str]:
    """What goes wrong, by how many students it does for."""
    header = ("diagnosis", "exercise", "students")
    yield from section("What goes wrong most", header, _most(diagnoses(cohort)), numbers=1)
    header = ("required check", "exercise", "students")
    yield from section("Checks that fail most", header, _most(checks(cohort)), numbers=1)
    rows = [(inert(code), str(len(whose))) for code, whose in ungradable(cohort)[:MOST]]
    yield from section("Could not be graded", ("problem", "students"), rows, numbers=1)


def _most(found: list[Mistake]) -> list[tuple[str, str, str]]:
    return [(inert(one.what), inert(one.exercise), str(len(one.students))) for one in found[:MOST]]


def _students(cohort: Cohort) -> list[str]:
    header = ("id", "name", "status", "first problem", "score")
    rows = [_student(cohort, standing) for standing in cohort.standings]
    parts = section(f"Students, of {rounded(cohort.max_score)} points", header, rows, numbers=1)
    by_hand = any(standing.overrides for standing in cohort.standings)
    return [*parts, f"\\* {BY_HAND}"] if by_hand else parts


def _student(cohort: Cohort, standing: Standing) -> tuple[str, ...]:
    earned = score(standing)
    return (
        inert(standing.student.id),
        inert(standing.student.name),
        status(standing),
        inert(bounded(first_problem(cohort, standing), SHORT)),
        points(earned) + ("\\*" if standing.overrides else ""),
    )


def _without(cohort: Cohort, name: str, title: str) -> list[str]:
    people = [one.student for one in cohort.standings if status(one) == name]
    rows = [(inert(one.id), inert(one.name), inert(one.email)) for one in people]
    return section(title, ("id", "name", "email"), rows)
