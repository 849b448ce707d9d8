"""A rule: one kind of mistake, recognised from what the checks found, the source, and by asking.

Rules run after all checks, in the same live worker, and only where something failed. One that the
worker dies in says nothing: a wrong explanation costs more than none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar, cast

from gradgrader.checks.base import Outcome, Trial
from gradgrader.errors import InvalidExercise
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import FINE, Diagnosis
from gradgrader.registry import Registry
from gradgrader.sandbox.learner import LearnerRaised, LearnerStopped
from gradgrader.sandbox.messages import Answer, Step
from gradgrader.submissions.sketch import Sketch
from gradgrader.submissions.source import Unit

T = TypeVar("T")

# how much is said: docs/hints.md
SILENT, WHAT, WHY, WHERE, WRITE = range(5)
# what is told first; other rules follow by name
FIRST = ("wrong-forward", "block-class", "misconception")
_STOPPED = "stopped"


class Workshop(Protocol):
    """Tries the submission with another text of one of its units, in a worker of its own."""

    def edited(self, trial: Trial, unit: Unit, source: str) -> AbstractContextManager[Trial | None]:
        """The trial of the same Function there, if there is one; raises LearnerStopped."""
        ...

    def passes(self, trial: Trial, unit: Unit, source: str) -> bool:
        """Whether every required check passes there."""
        ...


@dataclass(frozen=True, slots=True)
class Findings:
    """What a rule works with; `sketch` is None where the class has no text (made by a call).

    `trial` can ask the learner for more, `hints` is how much is to be said, `workshop` is where
    other versions of the submission are tried.
    """

    trial: Trial
    outcomes: Mapping[str, Outcome]
    sketch: Sketch | None
    hints: int = WHAT
    workshop: Workshop | None = None
    _known: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def exercise(self) -> Exercise:
        return self.trial.exercise

    def failed(self, check: str) -> Outcome | None:
        """The outcome of a check that was asked and did not pass."""
        outcome = self.outcomes.get(check)
        return None if outcome is None or outcome.status in FINE else outcome

    def once(self, key: str, compute: Callable[[], T]) -> T:
        """What `compute` returns, computed once for all rules of a grade."""
        if key not in self._known:
            self._known[key] = compute()
        return cast("T", self._known[key])

    def ask(self, steps: Sequence[Step]) -> list[Answer]:
        """What the learner's Function answers; raises LearnerStopped.

        Whoever ended or blocked a worker once is not asked again: that is a whole time-out.
        """
        for known in (self._known.get(_STOPPED), *map(_stopped, self.outcomes.values())):
            if known is not None:
                raise known
        try:
            return self.trial.learner.run(steps)
        except LearnerStopped as stopped:
            self._known[_STOPPED] = stopped
            raise


def _stopped(outcome: Outcome) -> LearnerStopped | None:
    if not outcome.ended:
        return None
    return LearnerStopped(outcome.status, outcome.message, outcome.code)


Rule = Callable[[Findings], Diagnosis | None]

RULES: Registry[Rule] = Registry("gradgrader.diagnosis", "rule")


def rule(run: Rule) -> Rule:
    """Register a rule under its module's name."""
    return RULES.add(run.__module__.rpartition(".")[2].replace("_", "-"), run)


def diagnose(findings: Findings) -> tuple[Diagnosis, ...]:
    """What every rule has to say, the first of each code; a later one may add lines and a fix."""
    if findings.hints == SILENT or not any(map(findings.failed, findings.outcomes)):
        return ()
    found: dict[str, Diagnosis] = {}
    for name in sorted(RULES, key=_told_when):
        try:
            diagnosis = RULES[name](findings)
        except (LearnerRaised, LearnerStopped):  # what the checks saw of it is told already
            continue
        except InvalidExercise:
            if findings.exercise.function is None:
                raise
            continue  # made of somebody's code, which need not take what a rule tries
        if diagnosis is not None:
            first = found.setdefault(diagnosis.code, diagnosis)
            found[diagnosis.code] = replace(
                first,
                locations=first.locations or diagnosis.locations,
                fix=first.fix or diagnosis.fix,
            )
    return tuple(found.values())


def _told_when(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST)), name
