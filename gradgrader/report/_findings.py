"""What a report has to tell, one thing at one place, for formats that point at lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from gradgrader.model.result import (
    FINE,
    CheckResult,
    Diagnosis,
    Fix,
    Grade,
    Location,
    Problem,
    Status,
    SubmissionReport,
    Unmatched,
)
from gradgrader.report._page.words import bounded
from gradgrader.report.base import clean

DEAD = {Status.CRASHED, Status.TIMED_OUT}
# what says most comes first; witnesses say in another way what a wrong gradient is told by
FIRST = ("contract", "homogeneous", "additive", "gradients")
WITNESSES = ("adjoint", "numeric", "taylor", "gradcheck", "gradgradcheck")
CHANGED = frozenset("-+ ")
NOT_TOLD, UNANSWERED = "magic-skipped", "no-answer"


class Level(StrEnum):
    """An error costs points, a warning is advice, a note is for whoever wonders.

    What is not begun costs points too, but it is no mistake, and none should be hidden by it.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing at one place; `rule` is a check or a problem by name, `code` a diagnosis.

    `lines` are sentences, `change` lines of code to take out and put in: each on one line, and
    harmless wherever it is shown.
    """

    rule: str
    level: Level
    title: str
    lines: tuple[str, ...]
    locations: tuple[Location, ...]
    exercise: str = ""
    function: str = ""
    code: str = ""
    change: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join((*self.lines, *self.change))


def findings(submission: SubmissionReport) -> Iterator[Finding]:
    """Everything that is to be told of a submission, in the order in which it is shown."""
    yield from (_problem(one, submission) for one in submission.problems if one.code != NOT_TOLD)
    if not submission.judged and not submission.problems:
        why = "no function in it answers an exercise"
        yield Finding(
            rule="nothing-graded",
            level=Level.ERROR,
            title="nothing could be graded",
            lines=(why,),
            locations=(Location(),),
        )
    yield from map(_unmatched, submission.unmatched)
    for grade in submission.grades:
        yield from _graded(grade)


def causes(grade: Grade) -> list[Diagnosis]:
    """Why an exercise fails; empty where it doesn't."""
    if all(r.status in FINE for r in grade.checks if r.required):
        return []
    return [one for one in grade.diagnoses if not advisory(one, grade)]


def told(results: Sequence[CheckResult], known: Sequence[Diagnosis]) -> list[CheckResult]:
    """The failed checks that are worth a sentence beside the causes that are known."""
    rows = sorted([r for r in results if not _explained(r, known)], key=told_when)
    return [r for r in rows if r.check not in WITNESSES] or ([] if known else rows)


def told_when(result: CheckResult) -> int:
    """What says most comes first."""
    return FIRST.index(result.check) if result.check in FIRST else len(FIRST)


def distinct(results: Sequence[CheckResult]) -> list[CheckResult]:
    """The results without those that only repeat an exception that an earlier one told."""
    seen: set[str] = set()
    kept = []
    for result in results:
        if result.status in DEAD and result.message in seen:
            continue
        seen.add(result.message)
        kept.append(result)
    return kept


def advised(grade: Grade) -> list[CheckResult]:
    """Advisory checks that failed and that nothing else explains."""
    explained = {name for diagnosis in grade.diagnoses for name in diagnosis.checks}
    if any(r.required and r.status not in FINE for r in grade.checks):
        explained |= set(WITNESSES)  # which is what these see as well
    return [
        r
        for r in grade.checks
        if not r.required
        and r.status not in FINE
        and r.check not in explained
        and r.code != "refused"
    ]


def advisory(diagnosis: Diagnosis, grade: Grade) -> bool:
    """Whether nothing that it explains costs any points."""
    return not any(
        r.required and r.status not in FINE for r in grade.checks if r.check in diagnosis.checks
    )


def _explained(result: CheckResult, known: Sequence[Diagnosis]) -> bool:
    places = {place for cause in known for place in cause.locations}
    explained = any(result.check in cause.checks for cause in known)
    return explained and set(result.locations) <= places


def _graded(grade: Grade) -> Iterator[Finding]:
    failed = [r for r in grade.checks if r.required and r.status not in FINE]
    known = causes(grade)
    yield from (_diagnosed(one, grade, Level.ERROR) for one in known)
    yield from (_failed(one, grade, Level.ERROR) for one in told(distinct(failed), known))
    level = Level.WARNING if grade.begun else Level.NOTE
    yield from (_diagnosed(one, grade, level) for one in grade.diagnoses if one not in known)
    yield from (_failed(one, grade, Level.WARNING) for one in distinct(advised(grade)))


def _problem(problem: Problem, submission: SubmissionReport) -> Finding:
    first, *more = clean(problem.message, lines=True).split("\n")
    costs = problem.code == UNANSWERED or not submission.judged
    return Finding(
        rule=problem.code,
        level=Level.ERROR if costs else Level.WARNING,
        title="not answered" if problem.code == UNANSWERED else _about(submission),
        lines=(first, *more, *([clean(problem.hint)] if problem.hint else [])),
        locations=(problem.location or Location(),),
    )


def _about(submission: SubmissionReport) -> str:
    return "worth knowing" if submission.judged else "nothing could be graded"


def _unmatched(one: Unmatched) -> Finding:
    return Finding(
        rule="unmatched",
        level=Level.NOTE,
        title="not graded",
        lines=(f"{clean(one.function)}: {clean(one.reason)}",),
        locations=(one.location,),
        function=clean(one.function),
    )


def _diagnosed(diagnosis: Diagnosis, grade: Grade, level: Level) -> Finding:
    example = diagnosis.counterexample
    lines = [
        bounded(clean(diagnosis.message)),
        *([clean(example.text)] if example else []),
        *([clean(diagnosis.advice)] if diagnosis.advice else []),
    ]
    statuses = {r.check: r.status for r in grade.checks}
    failed = [name for name in diagnosis.checks if statuses.get(name, Status.PASSED) not in FINE]
    return Finding(
        rule=next(iter(failed or diagnosis.checks), diagnosis.code),
        level=level,
        title=clean(diagnosis.title),
        lines=tuple(lines),
        locations=diagnosis.locations or (grade.location,),
        exercise=grade.exercise,
        function=clean(grade.function),
        code=diagnosis.code,
        change=tuple(changed(diagnosis.fix)),
    )


def _failed(result: CheckResult, grade: Grade, level: Level) -> Finding:
    return Finding(
        rule=result.check,
        level=level,
        title=result.check,
        lines=(bounded(clean(result.message)),) if result.message else (result.status.value,),
        locations=result.locations or (grade.location,),
        exercise=grade.exercise,
        function=clean(grade.function),
    )


def changed(fix: Fix | None) -> list[str]:
    """Lines as they are (`- `) and could be (`+ `), and those between, moved to the left."""
    if fix is None:
        return []
    before, after = (clean(text, lines=True).split("\n") for text in (fix.before, fix.after))
    inset = min(len(line) - len(line.lstrip()) for line in (*before, *after) if line.strip())
    lines = difflib.ndiff([one[inset:] for one in before], [one[inset:] for one in after])
    return [line for line in lines if line[0] in CHANGED and line[2:]]
