"""What the template shows, put into words and numbers; texts are clean, and not yet escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gradgrader.model.cohort import Cohort
from gradgrader.report._page.words import near, rounded
from gradgrader.report.base import clean
from gradgrader.sheets._counted import Mistake, Went, clusters, spread, went
from gradgrader.sheets._found import score, status
from gradgrader.sheets._html.figures import Bar, histogram, stacked, told
from gradgrader.sheets._html.lists import choices, cluster, kinds, listed
from gradgrader.sheets._html.rows import ORDER, index, row

MOST = 12  # mistakes of a kind that are listed; all of them can be filtered by
CLUSTERS = 60  # that are told
FIRST = 10  # of them that are in sight
TENTHS = 10  # in which all points together are counted


@dataclass(frozen=True, slots=True)
class Told:
    """An exercise and how it went."""

    of: Went
    id: str
    title: str
    bars: Sequence[Bar]
    words: str
    worst: str


def facts(cohort: Cohort) -> dict[str, Any]:
    """All that the template needs."""
    found = Counter(map(status, cohort.standings))
    known = {standing.student.id: standing for standing in cohort.standings}
    wrong = kinds(cohort)
    together = clusters(cohort)
    shown = together[:CLUSTERS]
    return {
        "title": clean(cohort.title) or "Cohort",
        "made": _made(cohort),
        "total": len(cohort.standings),
        "counts": [(kind, found[kind]) for kind in ORDER if found[kind]],
        "share": stacked((kind, found[kind]) for kind in ORDER),
        "points": _points(cohort),
        "exercises": [_exercise(one, wrong["diagnosis"]) for one in went(cohort)],
        "lists": {name: listed(name, ones)[:MOST] for name, ones in wrong.items()},
        "choices": choices(cohort, wrong),
        "clusters": [cluster(one, known[one.students[0]], cohort) for one in shown],
        "first": FIRST,
        "alone": len(together) - len(shown),
        "short": short,
        "rows": [row(cohort, standing) for standing in cohort.standings],
        "most": rounded(cohort.max_score),
        "by_hand": any(standing.overrides for standing in cohort.standings),
        "unknown": [clean(one) for one in cohort.unknown],
        "index": index(cohort, wrong, shown),
    }


def short(points: float | None) -> str:
    """Points as a word."""
    return "–" if points is None else str(near(points))


def _made(cohort: Cohort) -> str:
    parts = {
        "gradgrader": cohort.gradgrader,
        "torch": cohort.torch,
        "isolation": cohort.isolation,
        "seed": str(cohort.seed),
        "": cohort.when.replace("T", " ").replace("+00:00", " UTC"),
    }
    return " · ".join(f"{name} {clean(value)}".strip() for name, value in parts.items() if value)


def _points(cohort: Cohort) -> dict[str, Any] | None:
    """How all points together are spread over those who have any score."""
    scores = [one for one in map(score, cohort.standings) if one is not None]
    if not scores:
        return None
    bins = spread(scores, cohort.max_score, TENTHS)
    mean = near(sum(scores) / len(scores))
    return {"bars": histogram(bins), "words": told(bins), "mean": mean, "count": len(scores)}


def _exercise(one: Went, found: Sequence[Mistake]) -> Told:
    worst = next((m.what for m in found if m.exercise == one.asked.id), "")
    return Told(
        of=one,
        id=clean(one.asked.id),
        title=clean(one.asked.title),
        bars=histogram(one.spread),
        words=told(one.spread),
        worst=clean(worst),
    )
