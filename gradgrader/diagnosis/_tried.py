"""The search for a small edit after which every gradient is right, once for all rules."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gradgrader.checks.base import Trial
from gradgrader.checks.contract import contract
from gradgrader.diagnosis._asking import questions
from gradgrader.diagnosis._attempts import Attempts
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._exam import Exam, drawn, labels, other, whole
from gradgrader.diagnosis._patch import Patch, patch
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._search import ROOM, Repair, search
from gradgrader.diagnosis._situation import Situation, situation
from gradgrader.diagnosis.base import WHERE, WHY, WRITE, Findings
from gradgrader.diagnosis.block_class import told_by_values
from gradgrader.diagnosis.where_not_finite import text_of
from gradgrader.exercises.reference import Oracle
from gradgrader.model.faults import BEHAVIOUR, VALUES
from gradgrader.model.result import FINE
from gradgrader.sandbox.learner import LearnerRaised, LearnerStopped, taken
from gradgrader.sandbox.variants import Variants, Varied

# versions to try, about 2,000 a second, and seconds of the worker for a backward that is slow
BUDGETS = {WHY: (2_000, 4.0), WHERE: (2_000, 4.0), WRITE: (8_000, 16.0)}
AGREES = 0.2  # by how much a repair that the numbers ask for may cost more
TELLING = 3  # repairs that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """A repair that was tried in a worker of its own, with the text that it makes."""

    repair: Repair
    patch: Patch

    @property
    def first(self) -> Edit:
        """The first of its edits in the text."""
        return min(self.repair.edits, key=in_the_text)


def in_the_text(edit: Edit) -> tuple[int, int]:
    """To sort by: where it stands."""
    return edit.line, min(one.start for one in edit.splices)


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the search: the program, a repair if there is one, and the wrong blocks.

    `steps` are statements whose values are steps of the derivation. It was `cut_short` where there
    was no time for all that was to be tried.
    """

    program: Program
    found: Found | None
    blocks: tuple[tuple[str, str], ...]
    steps: frozenset[ast.stmt]
    cut_short: bool


def tried(findings: Findings) -> Tried | None:
    """What came of it, if this much is to be said and there is a text."""
    return findings.once("repair", lambda: _unless_it_ends(findings))


def mended(findings: Findings) -> str:
    """The kind of the small edit that makes everything right, if one is known."""
    made = tried(findings)
    return "" if made is None or made.found is None else made.found.first.kind


def unexplained(findings: Findings) -> bool:
    """Whether gradients are wrong, and neither their numbers nor a small edit says why."""
    wanted = findings.hints >= WHY and told_by_values(findings)
    if not wanted or questions(findings).asked:
        return False
    made = tried(findings)
    return made is None or (made.found is None and not made.cut_short)


def _unless_it_ends(findings: Findings) -> Tried | None:
    """Nothing where the worker dies of a version: whoever asks again would wait for it again."""
    try:
        return _search(findings)
    except (LearnerRaised, LearnerStopped):
        return None


def _search(findings: Findings) -> Tried | None:
    made = _program(findings)
    if made is None or not _is_algebra(findings):
        return None
    oracle = other(findings.trial.oracle)
    most, seconds = BUDGETS[findings.hints]
    attempts = Attempts(findings.trial.learner, made, most, seconds)
    here = situation(attempts, oracle)
    if here is None:
        return None
    formulas = findings.hints >= WRITE  # they tell the worker what is right
    repairs = search(attempts, oracle, here, formulas=formulas)
    found = _first_verified(findings, made, repairs)
    doubted = any(one.convincing and not one.partly for one in repairs)
    if found is None and doubted:  # a costlier one may hold
        more = search(replace(attempts, near=ROOM), oracle, here)
        found = _first_verified(findings, made, [one for one in more if one not in repairs])
    steps = {one.statement for one in here.steps} - {one.statement for one in here.strange}
    return Tried(made, found, _blocks(findings, here), frozenset(steps), cut_short=attempts.late)


def _program(findings: Findings) -> Program | None:
    """The class as text, if this much is to be said and there is a text."""
    if findings.hints < WHY or findings.workshop is None:
        return None
    return text_of(findings)


def _is_algebra(findings: Findings) -> bool:
    """Whether values are wrong, forward is right, and nothing else explains it."""
    forward = findings.outcomes.get("forward")
    if forward is None or forward.status not in FINE:
        return False
    ended = any(outcome.ended for outcome in findings.outcomes.values())
    wrong = any(findings.failed(name) for name in VALUES)
    return wrong and not ended and not any(findings.failed(name) for name in BEHAVIOUR)


def _first_verified(findings: Findings, made: Program, repairs: Sequence[Repair]) -> Found | None:
    """The most natural repair that holds in a fresh worker, on inputs that nobody has seen."""
    assert findings.workshop is not None
    unit = made.sketch.unit
    told = questions(findings)
    asked = {one.code for one in told.asked}
    certain = bool(asked) and not told.vague  # then half a repair says no more
    natural = [one for one in repairs if not one.around and not (one.partly and certain)]

    def cost(one: Repair) -> float:  # of two that are as likely, the one that the numbers ask for
        return one.cost - AGREES * (one.edits[0].kind in asked)

    for one in sorted(natural, key=cost)[:TELLING]:
        changed = patch(unit.source, one.edits)
        if changed is None:
            continue
        with findings.workshop.edited(findings.trial, unit, changed.source) as trial:
            if trial is not None and _right(trial, drawn if one.partly else whole):
                return Found(one, changed)
    return None


def _right(trial: Trial, asked: Callable[[Oracle, int], Exam]) -> bool:
    """Whether every gradient is right, on other inputs again, and no sum is left to the engine."""
    if contract(trial).code == "gradient-shape":
        return False
    exam = asked(other(trial.oracle), 1)
    step = Variants(parts=[], variants=[[]], points=list(exam.points))
    values = taken(trial.learner.run([step])[0], Varied).values
    return bool(exam.right(values).all())


def _blocks(findings: Findings, here: Situation) -> tuple[tuple[str, str], ...]:
    """The wrong ones."""
    named = labels(findings.exercise)
    if len(here.right) != len(named):
        return tuple(named)
    return tuple(name for name, right in zip(named, here.right.tolist(), strict=True) if not right)
