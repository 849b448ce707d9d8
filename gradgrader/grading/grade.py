"""One submission to its report: load, match, judge."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from gradgrader.checks.base import Trial
from gradgrader.errors import UnknownName
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.bench import Bench
from gradgrader.grading.fresh import Fresh
from gradgrader.grading.job import Options
from gradgrader.grading.judge import first_failing, judge
from gradgrader.grading.match import Match, match
from gradgrader.grading.probed import probed
from gradgrader.grading.remarks import missing, remarks
from gradgrader.grading.workshop import Bay
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Grade, Problem, Status, SubmissionReport, Unmatched
from gradgrader.registry import nearest
from gradgrader.sandbox.adapter import adapted
from gradgrader.sandbox.isolation import LEVELS, Cage, readable_paths
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.workers import Workers
from gradgrader.submissions.source import Submission

Tell = Callable[[str], None]
SoFar = Callable[[SubmissionReport, tuple[str, ...]], None]  # and exercises still to be judged


def cage(options: Options, exercises: Sequence[Exercise]) -> Cage:
    """How workers are held: they may read Python's libraries, but no exercise."""
    if options.isolation not in LEVELS:
        raise UnknownName(
            f"no isolation {options.isolation!r}", hint=f"try {nearest(options.isolation, LEVELS)}"
        )
    if options.isolation in {"process", "none"}:
        return Cage(options.isolation)
    hidden = [Path(exercise.path).resolve().parent for exercise in exercises]
    return Cage(options.isolation, options.without, tuple(readable_paths(hidden)))


class Grader:
    """Grades submissions against the same exercises and seed; references are computed once.

    Of `exercises`, those that the options name are asked (all, if they name none). Graders of the
    same exercises and seed may share their `oracles`.
    """

    def __init__(
        self,
        workers: Workers,
        exercises: Sequence[Exercise],
        options: Options,
        oracles: dict[str, Oracle] | None = None,
    ) -> None:
        self._workers, self._options = workers, options
        self._known = [exercise.id for exercise in exercises]
        wanted = options.exercises or self._known
        self._exercises = [exercise for exercise in exercises if exercise.id in wanted]
        self._oracles = {} if oracles is None else oracles
        for one in self._exercises:
            self._oracles.setdefault(one.id, Oracle(one, options.seed))
        self._fresh = Fresh()
        self.cage = cage(options, exercises)
        self._limits = Limits(
            answer=options.timeout, load=3 * options.timeout, total=12 * options.timeout
        )

    def prepare(self) -> None:
        """Call every reference once, so that an exercise that can't be used is told at once."""
        for exercise in self._exercises:
            probed(self._oracles[exercise.id])

    def grade(
        self,
        submission: Submission,
        tell: Tell = lambda _: None,
        so_far: SoFar | None = None,
    ) -> SubmissionReport:
        """The report of one submission; `so_far` is told first what can be said by values alone:

        of the Functions that are new, then of all.
        """
        started = time.monotonic()
        tell("loading")
        grades: list[Grade] = []
        unmatched: list[Unmatched] = []
        matches: list[Match] = []
        problems: list[Problem] = []
        with Bench(self._workers, submission, self._limits, self.cage) as bench:
            try:
                bench.open()
                matches, unmatched = match(bench, self._exercises, self._oracles, self._options)
                judging = [self._judge(bench, submission, one, tell) for one in matches]
                if so_far is not None:
                    for early, waiting in self._early(matches, judging):
                        so_far(_early(submission, bench, early, started), waiting)
                grades = [last for *_, last in judging]
                problems += remarks(bench.candidates, matches, grades, self._known)
            except LearnerStopped as stopped:
                problems.append(_not_loaded(stopped, bench))
            wanted = self._options.exercises, self._options.functions
            problems += missing(*wanted, bench.candidates, matches)
        absent = {e for e in self._exercises if e.id in wanted[0]} - {m.exercise for m in matches}
        return SubmissionReport(
            path=submission.path,
            status=overall(grades, complete=not absent),
            score=sum(grade.score for grade in grades),
            max_score=sum(one.max_points for one in absent)
            + sum(grade.max_score for grade in grades),
            problems=(*submission.problems, *bench.problems, *problems),
            unmatched=tuple(unmatched),
            grades=tuple(grades),
            output=bench.output,
            seconds=round(time.monotonic() - started, 3),
        )

    def first_failing(self, submission: Submission, excused: Collection[str] = ()) -> str:
        """The first check that its Functions fail, or why none was judged; empty if all pass."""
        with Bench(self._workers, submission, self._limits, self.cage) as bench:
            try:
                bench.open()
                matches, _ = match(bench, self._exercises, self._oracles, self._options)
            except LearnerStopped as stopped:
                return stopped.code
            failing = [
                first_failing(self._trial(bench, one), one, self._options, excused)
                for one in matches
            ]
        return next((name for name in failing if name), "" if matches else "unmatched")

    def _early(
        self, matches: Sequence[Match], judging: Sequence[Iterator[Grade]]
    ) -> Iterator[tuple[list[Grade], tuple[str, ...]]]:
        """Grades by values alone, and whose are still to come."""
        order, enough = self._fresh.order(matches)
        early: dict[int, Grade] = {}
        for number in order:
            early[number] = next(judging[number])
            if len(early) in {enough, len(order)}:
                waiting = (one.exercise.id for n, one in enumerate(matches) if n not in early)
                yield [early[n] for n in sorted(early)], tuple(waiting)
        self._fresh.judged(matches)

    def _trial(self, bench: Bench, one: Match) -> Trial:
        oracle = self._oracles[one.exercise.id]
        learner = adapted(bench.learner(one.candidate.index), oracle)
        return Trial(one.exercise, oracle, learner, frozenset(one.candidate.seen.offers))

    def _judge(
        self, bench: Bench, submission: Submission, one: Match, tell: Tell
    ) -> Iterator[Grade]:
        options, trial = self._options, self._trial(bench, one)
        bay = Bay(self._workers, submission, self._limits, self.cage, one, options)
        return judge(trial, one, options, tell, bay)


def _early(
    submission: Submission, bench: Bench, grades: Sequence[Grade], started: float
) -> SubmissionReport:
    """A report on values alone."""
    return SubmissionReport(
        path=submission.path,
        status=overall(grades, complete=True),
        score=sum(grade.score for grade in grades),
        max_score=sum(grade.max_score for grade in grades),
        problems=(*submission.problems, *bench.problems),
        grades=tuple(grades),
        seconds=round(time.monotonic() - started, 3),
    )


def overall(grades: Sequence[Grade], *, complete: bool) -> Status:
    """What becomes of a submission with these grades; `complete`: all that was asked is there."""
    if not grades:
        return Status.CRASHED
    passed = complete and all(grade.status is Status.PASSED for grade in grades)
    return Status.PASSED if passed else Status.FAILED


def _not_loaded(stopped: LearnerStopped, bench: Bench) -> Problem:
    left_out = sum(problem.code.startswith("statement-") for problem in bench.problems)
    tried = f", with {left_out} statements left out; no more was tried" if left_out else ""
    return Problem(
        code=stopped.code,
        message=f"the submission {stopped.message}{tried}",
        location=stopped.location,
    )
