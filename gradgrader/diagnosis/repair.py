"""The line that is wrong, and what to write there: an edit after which every gradient is right."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._asking import questions
from gradgrader.diagnosis._blackbox import kinds
from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._kinds import KINDS
from gradgrader.diagnosis._patch import patch
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._slice import keeping_lines, lines_behind
from gradgrader.diagnosis._tried import Found, Tried, in_the_text, mended, tried
from gradgrader.diagnosis._values import deciding
from gradgrader.diagnosis.base import WHERE, WHY, WRITE, Findings, rule
from gradgrader.diagnosis.block_class import BEFORE, told_by_values
from gradgrader.diagnosis.hard_coded import first_case_only, of_numbers
from gradgrader.diagnosis.where_not_finite import not_finite_at
from gradgrader.model.faults import VALUES
from gradgrader.model.result import Diagnosis, Fix, Location

KEEPING = frozenset({"saved", "swapped-names"})
LEADS = {
    0: "All is right but for one line. ",
    1: "All is right but for one line, in two places. Of the first: ",
    2: "All is right but for two lines. Of the first: ",
}
PARTLY = "For random inputs all is right but for one line. "
SECOND = " There is another mistake after this one; it comes next."
AT_POINTS = " There is another mistake, at zeros, kinks or ties; it comes next."


@rule
def repair(findings: Findings) -> Diagnosis | None:
    """A small edit of the learner's text makes every gradient right."""
    if findings.hints == WHY and not _left_to_ask(findings):
        return None
    made = tried(findings)
    if made is None:
        return None
    if made.found is not None:
        if findings.hints < WHERE and _in_condition(made):
            return None  # it may only make a condition hold nowhere
        return _told(findings, made.program, made.found, made.blocks)
    if findings.hints < WHERE or kinds(findings) is None or not_finite_at(findings):
        return None  # an exception has its line already, and so has what is not finite
    return _range(findings, made)


def _in_condition(made: Tried) -> bool:
    """Whether something else than the comparison itself is changed in a condition."""
    edits = made.found.repair.edits if made.found else ()
    return any(
        edit.kind != "comparison" and edit.node in ast.walk(condition)
        for edit in edits
        for piece in made.program.pieces
        for condition in ast.walk(piece.function.node)
        if isinstance(condition, ast.Compare)
    )


def _left_to_ask(findings: Findings) -> bool:
    """Whether neither the numbers nor another fault says yet which rule is forgotten."""
    if first_case_only(findings) and (deciding(findings) or not of_numbers(findings)):
        return False
    asked = questions(findings)
    elsewhere = any(map(findings.failed, ("gradients", "contract", *BEFORE)))
    left = told_by_values(findings) or not elsewhere
    return left and (not asked.asked or (asked.vague and asked.less_than(mended(findings))))


def _told(
    findings: Findings, made: Program, found: Found, blocks: tuple[tuple[str, str], ...]
) -> Diagnosis:
    first, *rest = sorted(found.repair.edits, key=in_the_text)
    words = KINDS[first.kind]
    partly = found.repair.partly
    lead = LEADS[bool(rest) + any(one.line != first.line for one in rest)]
    lead = "" if findings.hints >= WHERE else PARTLY if partly else lead
    more = AT_POINTS if partly else SECOND if rest else ""
    return Diagnosis(
        code=first.kind,
        confidence="likely" if partly else "exact",
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
    if findings.hints < WRITE or findings.workshop is None or found.repair.partly:
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


def _range(findings: Findings, made: Tried) -> Diagnosis | None:
    """Where to look, where no small edit is known to be right."""
    names = [spec.name for spec in findings.exercise.inputs]
    inputs = {names.index(block[1]) for block in made.blocks}
    lines = lines_behind(made.program, inputs, made.steps)
    if lines is None:
        return None
    first, last = lines
    where = "this line" if first == last else "these lines"
    return Diagnosis(
        code="wrong-lines",
        confidence="likely",
        title="where to look",
        message="No small change of one place makes all gradients right; the wrong ones are"
        f" computed in {where}.",
        locations=(made.program.sketch.unit.at(first, last if last > first else None),),
        blocks=made.blocks,
        checks=tuple(name for name in VALUES if findings.failed(name)),
    )
