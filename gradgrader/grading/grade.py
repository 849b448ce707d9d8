"""One submission to its report: load, match, ask every check, diagnose, score."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence

from gradgrader.checks.base import (
    CHECKS,
    Check,
    Outcome,
    Trial,
    ask,
    demand,
    in_order,
    result,
)
from gradgrader.diagnosis.base import Findings, diagnose
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Bench
from gradgrader.grading.job import Options
from gradgrader.grading.match import By, Match, match
from gradgrader.model.exercise import Demand, Exercise
from gradgrader.model.result import (
    Block,
    Grade,
    Problem,
    Status,
    SubmissionReport,
)
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.source import Submission

Tell = Callable[[str], None]
DEAD = {Status.CRASHED, Status.TIMED_OUT}


class Grader:
    """Grades submissions against the same exercises and seed; references are computed once."""

    def __init__(self, zygote: Zygote, exercises: Sequence[Exercise], options: Options) -> None:
        self._zygote, self._options = zygote, options
        self._exercises = exercises
        self._oracles = {e.id: Oracle(e, options.seed) for e in exercises}
        self._limits = Limits(
            answer=options.timeout, load=3 * options.timeout, total=12 * options.timeout
        )

    def prepare(self) -> None:
        """Call every reference once, so that an exercise that can't be used is told at once."""
        for exercise in self._exercises:
            self._oracles[exercise.id].forward(exercise.cases[0])

    def grade(self, submission: Submission, tell: Tell = lambda _: None) -> SubmissionReport:
        """The report of one submission."""
        started = time.monotonic()
        tell("loading")
        with Bench(self._zygote, submission, self._limits) as bench:
            try:
                bench.open()
                matches, unmatched = match(bench, self._exercises, self._oracles, self._options)
                grades = [self._judge(bench, one, tell) for one in matches]
                problems = [*submission.problems, *bench.problems, *_remarks(matches)]
                problems += self._missing(bench, matches)
            except LearnerStopped as stopped:
                matches, unmatched, grades = [], [], []
                why = Problem(
                    code=stopped.code,
                    message=f"the submission {stopped.message}",
                    location=stopped.location,
                )
                problems = [*submission.problems, *bench.problems, why]
        status = Status.PASSED
        if not grades:
            status = Status.CRASHED
        elif any(grade.status is not Status.PASSED for grade in grades):
            status = Status.FAILED
        return SubmissionReport(
            path=submission.path,
            status=status,
            score=sum(grade.score for grade in grades),
            max_score=sum(grade.max_score for grade in grades),
            problems=tuple(problems),
            unmatched=tuple(unmatched),
            grades=tuple(grades),
            output=bench.output,
            seconds=round(time.monotonic() - started, 3),
        )

    def _judge(self, bench: Bench, one: Match, tell: Tell) -> Grade:
        exercise = one.exercise
        trial = Trial(exercise, self._oracles[exercise.id], bench.learner(one.candidate.index))
        checks = [
            check
            for check in in_order(CHECKS[name] for name in CHECKS)
            if demand(check, exercise) is not Demand.OFF and _applies(check, exercise)
        ]
        required = {
            check.name: self._options.strict or demand(check, exercise) is Demand.REQUIRED
            for check in checks
        }
        outcomes: dict[str, Outcome] = {}
        dead: Check | None = None
        for check in checks:
            tell(f"{exercise.id}: {check.name}")
            outcomes[check.name] = _waiting(check, outcomes, dead) or ask(trial, check.run)
            ended = outcomes[check.name].status in DEAD and outcomes[check.name].code in _ENDINGS
            dead = check if dead is None and ended and required[check.name] else dead
        results = tuple(
            result(check, outcomes[check.name], required=required[check.name]) for check in checks
        )
        failing = [r for r in results if r.required and r.status not in _FINE]
        blocks = _blocks(exercise, outcomes)
        status = failing[0].status if failing else Status.PASSED
        return Grade(
            exercise=exercise.id,
            function=one.candidate.seen.name,
            location=one.candidate.location,
            status=status,
            score=exercise.points * _share(blocks, passed=not failing),
            max_score=exercise.points,
            matched_by=one.by.value,
            blocks=blocks,
            checks=results,
            diagnoses=diagnose(Findings(exercise, outcomes, one.candidate.sketch)),
        )

    def _missing(self, bench: Bench, matches: Sequence[Match]) -> list[Problem]:
        """What the user asked for and the submission has not."""
        answered = {one.exercise.id for one in matches}
        known = {c.seen.name for c in bench.candidates}
        wanted = [
            (name, "no-answer", f"nothing in it answers the exercise `{name}`")
            for name in self._options.exercises
            if name not in answered
        ] + [
            (name, "no-such-function", f"it defines no Function called `{name}`")
            for name in self._options.functions
            if name not in known
        ]
        return [Problem(code=code, message=message) for _, code, message in wanted]


_FINE = {Status.PASSED, Status.SKIPPED}
_ENDINGS = {"timeout", "exit", "protocol", "ended"} | {
    f"signal-{name}"
    for name in ("segv", "kill", "xcpu", "abrt", "bus", "ill", "fpe", "term", "xfsz")
}


def _applies(check: Check, exercise: Exercise) -> bool:
    """Whether the exercise gives a check anything to look at."""
    return not (
        (check.name == "beyond" and not exercise.beyond)
        or (check.name == "shapes" and len(exercise.cases) == 1)
    )


def _waiting(check: Check, outcomes: Mapping[str, Outcome], dead: Check | None) -> Outcome | None:
    """Why a check is not asked: one that it needs did not pass, or the process is gone."""
    if dead is not None:
        return Outcome(
            status=Status.SKIPPED, code="waits", message=f"not asked after `{dead.name}`"
        )
    for need in check.needs:
        if need in outcomes and outcomes[need].status is not Status.PASSED:
            return Outcome(status=Status.SKIPPED, code="waits", message=f"waits for `{need}`")
    return None


def _blocks(exercise: Exercise, outcomes: Mapping[str, Outcome]) -> tuple[Block, ...]:
    """Every output→input block, at the worst that any check saw of it."""
    seen: dict[tuple[str, str], Block] = {}
    for outcome in outcomes.values():
        for block in outcome.blocks:
            key = block.output, block.input
            if key not in seen or (_badness(block) > _badness(seen[key])):
                seen[key] = block
    return tuple(
        seen.get(
            (output, spec.name),
            Block(output=output, input=spec.name, status=Status.SKIPPED, note="not judged"),
        )
        for output in exercise.outputs
        for spec in exercise.inputs
    )


def _badness(block: Block) -> tuple[bool, float]:
    return block.status is Status.FAILED, block.error or 0.0


def _share(blocks: Sequence[Block], *, passed: bool) -> float:
    """1 for an exercise that passes, else the share of right blocks.

    Where every block is right and something else is wrong, that counts as one more block.
    """
    if passed:
        return 1.0
    judged = [block for block in blocks if block.error is not None or block.status is Status.FAILED]
    counted = [block for block in judged if block.status is not Status.SKIPPED]
    right = sum(block.status is Status.PASSED for block in counted)
    total = len(counted) + (right == len(counted))
    return round(right / total, 4)


def _remarks(matches: Sequence[Match]) -> list[Problem]:
    """Worth a word, and no fault: earlier definitions, a missing @staticmethod, a guessed match."""
    remarks = []
    for one in matches:
        sketch = one.candidate.sketch
        where = one.candidate.location
        if sketch and sketch.plain_methods:
            names = " and ".join(sketch.plain_methods)
            remarks.append(
                Problem(
                    code="no-staticmethod",
                    message=f"{sketch.name}: {names} should be a @staticmethod",
                    location=where,
                    hint="it works by luck here: nothing ever makes an instance",
                )
            )
        if one.by is By.NEAREST:
            remarks.append(
                Problem(
                    code="guessed",
                    message=f"{one.candidate.seen.name} computes what no exercise asks for;"
                    f" it was taken for `{one.exercise.id}`, the nearest",
                    location=where,
                    hint="say what it is with a comment above the class: `# gradgrader: ID`"
                    " (or `skip`)",
                )
            )
    return remarks
