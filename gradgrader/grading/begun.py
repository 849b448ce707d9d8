"""A class that is still the exercise's starter, as it was written: there is nothing to judge."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from gradgrader.exercises.starter import NAME, starter
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Block, Diagnosis, Grade, Location, Status
from gradgrader.submissions.sketch import Sketch, classes, parse


def untouched(exercise: Exercise, sketch: Sketch | None) -> bool:
    """Whether the class says what the starter says, whatever its name, comments and layout are.

    Both texts are read here: what a worker raises, and what it says of it, decides nothing.
    """
    given = starter(exercise)
    if sketch is None or not given:
        return False
    handed_in = _node(sketch)
    if handed_in is None:
        return False
    written = _said(handed_in)
    return any(written == _said(node) for node, _ in classes(parse(given, NAME)))


def not_begun(grade: Grade, sketch: Sketch) -> Grade:
    """The grade of an untouched starter: no points, no checks, and a word on how to begin."""
    name = grade.exercise
    return replace(
        grade,
        status=Status.FAILED,
        score=0.0,
        begun=False,
        blocks=tuple(_unjudged(block) for block in grade.blocks),
        checks=(),
        diagnoses=(
            Diagnosis(
                code="not-begun",
                confidence="exact",
                title="not begun",
                message="This is still the starter as it was given, so there is nothing to judge.",
                advice=f"Open the file and write there. `gradgrader show {name}` says what to do,"
                f" `gradgrader hint {name}` gives a first nudge.",
                locations=_left(sketch),
            ),
        ),
    )


def _unjudged(block: Block) -> Block:
    return Block(output=block.output, input=block.input, status=Status.SKIPPED, note="not judged")


def _node(sketch: Sketch) -> ast.ClassDef | None:
    tree = parse(sketch.unit.source, sketch.unit.name)
    return next((node for node, _ in classes(tree) if node.lineno == sketch.line), None)


def _said(node: ast.ClassDef) -> list[Any]:
    """Its body's nodes one after the other, without places: ast.dump is too deep for deep trees."""
    body = ast.Module(node.body, [])
    return [(type(n), *(_leaf(value) for _, value in ast.iter_fields(n))) for n in ast.walk(body)]


def _leaf(value: Any) -> Any:
    """What a field holds, where that is no node: those come after it."""
    if isinstance(value, list):
        return [_leaf(one) for one in value]
    return ast.AST if isinstance(value, ast.AST) else (type(value), value)


def _left(sketch: Sketch) -> tuple[Location, ...]:
    """Where the starter says that something is to be written: it raises there."""
    inside = ast.walk(_node(sketch) or ast.Pass())
    lines = sorted(node.lineno for node in inside if isinstance(node, ast.Raise))
    return tuple(sketch.unit.at(line) for line in lines)
