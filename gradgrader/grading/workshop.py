"""Edited versions of a submission, each loaded into a worker of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from gradgrader.checks.base import Trial
from gradgrader.grading.bench import Bench
from gradgrader.grading.job import Options
from gradgrader.grading.judge import passes
from gradgrader.grading.match import Match
from gradgrader.sandbox.adapter import adapted
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.workers import Workers
from gradgrader.submissions.source import Submission, Unit


@dataclass(frozen=True, slots=True)
class Bay:
    """Where a submission's edited versions are tried; a `Workshop` for one of its Functions."""

    workers: Workers
    submission: Submission
    limits: Limits
    cage: Cage
    match: Match
    options: Options

    @contextmanager
    def edited(self, trial: Trial, unit: Unit, source: str) -> Iterator[Trial | None]:
        """The trial of the same Function where `unit` has another text; None if there is none."""
        with Bench(self.workers, self._changed(unit, source), self.limits, self.cage) as bench:
            try:
                bench.open()
            except LearnerStopped:
                yield None
                return
            here = self.match.candidate
            same = [
                one
                for one in bench.candidates
                if (one.index, one.seen.name) == (here.index, here.seen.name)
            ]
            learner = adapted(bench.learner(here.index), trial.oracle)
            yield replace(trial, learner=learner) if same else None

    def passes(self, trial: Trial, unit: Unit, source: str) -> bool:
        """Whether every required check passes there."""
        with self.edited(trial, unit, source) as other:
            return other is not None and passes(other, self.match, self.options)

    def _changed(self, unit: Unit, source: str) -> Submission:
        """The submission with another text of a unit."""

        def changed(one: Unit) -> Unit:
            return replace(one, source=source) if one.name == unit.name else one

        return replace(
            self.submission,
            units=tuple(changed(one) for one in self.submission.units),
            modules={name: changed(one) for name, one in self.submission.modules.items()},
        )
