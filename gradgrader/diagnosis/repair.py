"""The line that is wrong, and what to write there: an edit after which every gradient is right."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from gradgrader.checks.base import Trial
from gradgrader.checks.contract import contract
from gradgrader.diagnosis._asking import questions
from gradgrader.diagnosis._attempts import Attempts
from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._exam import labels, other, whole
from gradgrader.diagnosis._kinds import KINDS
from gradgrader.diagnosis._patch import Patch, patch
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._search import Repair, search
from gradgrader.diagnosis._situation import Situation, situation
from gradgrader.diagnosis._slice import keeping_lines, lines_behind
from gradgrader.diagnosis.base import WHERE, WHY, WRITE, Findings, rule
from gradgrader.diagnosis.block_class import BEFORE, told_by_values
from gradgrader.diagnosis.hard_coded import first_case_only, of_numbers
from gradgrader.diagnosis.where_not_finite import not_finite_at, text_of
from gradgrader.model.result import FINE, Diagnosis, Fix, Location
from gradgrader.sandbox.learner import taken
from gradgrader.sandbox.variants import Variants, Varied

VALUES = (
    *("gradients", "numeric", "adjoint", "homogeneous", "additive", "taylor", "invariants"),
    *("special-points", "shapes", "singletons", "magnitudes", "pattern", "batch"),
    "complex-numbers",
)
# what else may be wrong where gradients are: then this is no mistake of algebra
BEHAVIOUR = (
    *("inputs-untouched", "cotangents-untouched", "repeatable", "in-flight", "side-effects"),
    *("own-work", "stale"),
)
# versions to try, about 2,000 a second, and seconds for a machine that is much slower
BUDGETS = {WHY: (2_000, 4.0), WHERE: (2_000, 4.0), WRITE: (8_000, 16.0)}
KEEPING = frozenset({"saved", "swapped-names"})
PLACES = ("one line of the way back", "two lines of the way back; of the first")
AGREES = 0.2
TELLING = 3  # repairs that are looked at


@dataclass(frozen=True, slots=True)
class Found:
    """A repair that was tried in a worker of its own, with the text that it makes."""

    repair: Repair
    patch: Patch


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the search: the program, a repair if there is one, and the wrong blocks."""

    program: Program
    found: Found | None
    blocks: tuple[tuple[str, str], ...]


@rule
def repair(findings: Findings) -> Diagnosis | None:
    """A small edit of the learner's text makes every gradient right."""
    if findings.hints == WHY and not _left_to_ask(findings):
        return None
    tried = _tried(findings)
    if tried is None:
        return None
    if tried.found is not None:
        return _told(findings, tried.program, tried.found, tried.blocks)
    if findings.hints < WHERE or kinds(findings) is None or not_finite_at(findings):
        return None  # an exception has its line already, and so has what is not finite
    return _range(findings, tried.program, tried.blocks)


def mended(findings: Findings) -> bool:
    """Whether a small edit is known to make everything right."""
    tried = _tried(findings)
    return tried is not None and tried.found is not None


def unexplained(findings: Findings) -> bool:
    """Whether gradients are wrong, and neither their numbers nor a small edit says why."""
    wanted = findings.hints >= WHY and told_by_values(findings)
    return wanted and not questions(findings).asked and not mended(findings)


def _left_to_ask(findings: Findings) -> bool:
    """Whether neither the numbers nor another fault says yet which rule is forgotten."""
    if first_case_only(findings) and not of_numbers(findings):
        return False
    asked = questions(findings)
    elsewhere = any(map(findings.failed, ("gradients", "contract", *BEFORE)))
    left = told_by_values(findings) or not elsewhere
    return left and (asked.vague or not asked.asked)


def _tried(findings: Findings) -> Tried | None:
    return findings.once("repair", lambda: _search(findings))


def _search(findings: Findings) -> Tried | None:
    made = _program(findings)
    if made is None or not _is_algebra(findings):
        return None
    oracle = other(findings.trial.oracle)
    most, seconds = BUDGETS[findings.hints]
    attempts = Attempts(findings.trial.learner, made, most, time.monotonic() + seconds)
    here = situation(attempts, oracle)
    if here is None:
        return None
    formulas = findings.hints >= WRITE  # they tell the worker what is right
    found = _first_verified(findings, made, search(attempts, oracle, here, formulas=formulas))
    return Tried(made, found, _blocks(findings, here))


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
    natural = [one for one in repairs if not one.around]
    asked = {one.code for one in questions(findings).asked}

    def cost(one: Repair) -> float:  # of two that are as likely, the one that the numbers ask for
        return one.cost - AGREES * (one.edits[0].kind in asked)

    for one in sorted(natural, key=cost)[:TELLING]:
        changed = patch(unit.source, one.edits)
        if changed is None:
            continue
        with findings.workshop.edited(findings.trial, unit, changed.source) as trial:
            if trial is not None and _right(trial):
                return Found(one, changed)
    return None


def _right(trial: Trial) -> bool:
    """Whether every gradient is right, on other inputs again, and no sum is left to the engine."""
    if contract(trial).code == "gradient-shape":
        return False
    exam = whole(other(trial.oracle), 1)
    step = Variants(parts=[], variants=[[]], points=list(exam.points))
    values = taken(trial.learner.run([step])[0], Varied).values
    return bool(exam.right(values).all())


def _told(
    findings: Findings, made: Program, found: Found, blocks: tuple[tuple[str, str], ...]
) -> Diagnosis:
    first, *rest = sorted(found.repair.edits, key=lambda edit: edit.line)
    words = KINDS[first.kind]
    lead = "" if findings.hints >= WHERE else f"All is right but for {PLACES[bool(rest)]}. "
    more = " There is another mistake after this one; it comes next." if rest else ""
    return Diagnosis(
        code=first.kind,
        confidence="exact",
        title=words.title,
        message=lead + words.message + more,
        locations=_places(made, first) if findings.hints >= WHERE else (),
        blocks=blocks,
        checks=tuple(name for name in VALUES if findings.failed(name)),
        fix=_fix(findings, made, found, first),
    )


def _fix(findings: Findings, made: Program, found: Found, first: Edit) -> Fix | None:
    """The change of the first mistake, if it is asked for and the whole passes every check."""
    unit = made.sketch.unit
    if findings.hints < WRITE or findings.workshop is None:
        return None
    if not findings.workshop.passes(findings.trial, unit, found.patch.source):
        return None
    change = found.patch if len(found.repair.edits) == 1 else patch(unit.source, [first])
    if change is None:
        return None
    return Fix(
        line=change.line, before=change.before, after=change.after, cell=unit.cell, file=unit.file
    )


def _places(made: Program, edit: Edit) -> tuple[Location, ...]:
    """The line, and for what is saved and unpacked both lines: either may be the wrong one."""
    lines = [edit.line]
    if edit.kind in KEEPING:
        lines = sorted({edit.line, *keeping_lines(made)})
    return tuple(made.sketch.unit.at(line) for line in lines)


def _range(
    findings: Findings, made: Program, blocks: tuple[tuple[str, str], ...]
) -> Diagnosis | None:
    """Where to look, where no small edit is known to be right."""
    names = [spec.name for spec in findings.exercise.inputs]
    inputs = {names.index(block[1]) for block in blocks}
    lines = lines_behind(made, inputs)
    if lines is None:
        return None
    return Diagnosis(
        code="wrong-lines",
        confidence="likely",
        title="where to look",
        message="No small change of one place makes all gradients right; the wrong ones are"
        " computed in these lines.",
        locations=(made.sketch.unit.at(*lines),),
        blocks=blocks,
        checks=tuple(name for name in VALUES if findings.failed(name)),
    )


def _blocks(findings: Findings, here: Situation) -> tuple[tuple[str, str], ...]:
    """The wrong ones."""
    named = labels(findings.exercise)
    if len(here.right) != len(named):
        return tuple(named)
    return tuple(name for name, right in zip(named, here.right.tolist(), strict=True) if not right)
