"""What is to be said about a submission beside its grades."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from gradgrader.grading.bench import Candidate
from gradgrader.grading.match import SKIP, By, Match
from gradgrader.model.result import Grade, Problem, Status
from gradgrader.submissions.sketch import Sketch

WRONG = {Status.FAILED, Status.CRASHED, Status.TIMED_OUT}


def remarks(
    candidates: Sequence[Candidate],
    matches: Sequence[Match],
    grades: Sequence[Grade],
    known: Sequence[str],
) -> list[Problem]:
    """Worth a word, and no fault; `known` are the ids of all exercises."""
    found: list[Problem] = []
    for candidate in candidates:
        found += _about_class(candidate, known)
    for one, grade in zip(matches, grades, strict=True):
        if one.by is By.NEAREST:
            found.append(_guessed(one))
        if one.candidate.sketch and one.candidate.sketch.within and grade.status in WRONG:
            found.append(_revealed(one.candidate, one.candidate.sketch))
    return found


def missing(
    exercises: Sequence[str],
    functions: Sequence[str],
    candidates: Sequence[Candidate],
    matches: Sequence[Match],
) -> list[Problem]:
    """What the user asked for and the submission has not."""
    answered = {one.exercise.id for one in matches}
    names = {candidate.seen.name for candidate in candidates}
    return [
        Problem(code="no-answer", message=f"nothing in it answers the exercise `{name}`")
        for name in exercises
        if name not in answered
    ] + [
        Problem(code="no-such-function", message=f"it defines no Function called `{name}`")
        for name in functions
        if name not in names
    ]


def _about_class(candidate: Candidate, known: Sequence[str]) -> Iterator[Problem]:
    sketch, where = candidate.sketch, candidate.location
    if sketch is None:
        return
    if sketch.marker and sketch.marker not in {*known, SKIP}:
        close = difflib.get_close_matches(sketch.marker, [*known, SKIP], n=1)
        yield Problem(
            code="unknown-marker",
            message=f"{sketch.name}: its marker names `{sketch.marker}`, which is no exercise",
            location=where,
            hint=f"did you mean `# gradgrader: {close[0]}`?" if close else "",
        )
    if sketch.plain_methods:
        names = " and ".join(sketch.plain_methods)
        yield Problem(
            code="no-staticmethod",
            message=f"{sketch.name}: {names} should be a @staticmethod",
            location=where,
            hint="it works by luck here: nothing ever makes an instance",
        )


def _revealed(candidate: Candidate, sketch: Sketch) -> Problem:
    return Problem(
        code="revealed",
        message=f"{sketch.name} stands in {sketch.within}, which was not run: it was taken out"
        " and judged by itself",
        location=candidate.location,
        hint="what it needs from there may be missing; define it at the top level to be sure",
    )


def _guessed(one: Match) -> Problem:
    return Problem(
        code="guessed",
        message=f"{one.candidate.seen.name} computes what no exercise asks for;"
        f" it was taken for `{one.exercise.id}`, the nearest",
        location=one.candidate.location,
        hint="say what it is with a comment above the class: `# gradgrader: ID` (or `skip`)",
    )
