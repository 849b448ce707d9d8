"""All that a page tells of each student, packed: what many have in common is there once."""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gradgrader.model.cohort import Cohort, Standing
from gradgrader.report._page import excerpts, told
from gradgrader.report._page.words import cleaned, near
from gradgrader.sheets._found import marks, score, status

NOTHING = {"problems": (), "unmatched": (), "printed": ""}


def packed(cohort: Cohort) -> str:
    """The details as JSON, compressed by zlib, in base64."""
    grades, codes = _Pool(), _Pool()
    students = [_student(cohort, standing, grades, codes) for standing in cohort.standings]
    whole = {"students": students, "grades": grades.entries, "codes": codes.entries}
    content = msgspec.json.encode(whole)
    return base64.b64encode(zlib.compress(content, 9)).decode()


@dataclass(slots=True)
class _Pool:
    """Things of which equal ones are there once."""

    entries: list[Any] = field(default_factory=list)
    known: dict[bytes, int] = field(default_factory=dict)

    def put(self, entry: Any) -> int:
        """The number of an entry, made harmless."""
        made = cleaned(entry)
        key = msgspec.json.encode(made)
        if key not in self.known:
            self.known[key] = len(self.entries)
            self.entries.append(made)
        return self.known[key]


def _student(cohort: Cohort, standing: Standing, grades: _Pool, codes: _Pool) -> dict[str, Any]:
    of = excerpts.texts(cohort.sources.get(standing.student.id, ()))
    own = {
        **msgspec.to_builtins(standing.student),
        "status": status(standing),
        "score": near(score(standing)),
        "most": near(cohort.max_score),
        "hand_in": _handed_in(standing),
        "graded": standing.graded,
        "overrides": [
            msgspec.to_builtins(one) | {"score": near(one.score)} for one in standing.overrides
        ],
        **(told.file(standing.report, of) if standing.report else NOTHING),
    }
    each = [
        {
            "score": near(mark.score),
            "by_hand": mark.by_hand,
            "grade": mark.grade and grades.put(told.grade(mark.grade)),
            "code": mark.grade and codes.put(excerpts.of_grade(mark.grade, of)),
        }
        for mark in marks(cohort, standing)
    ]
    return {**cleaned(own), "grades": each}


def _handed_in(standing: Standing) -> dict[str, Any] | None:
    one = standing.hand_in
    return {"path": one.path, "attempt": one.attempt, "late": one.late} if one else None
