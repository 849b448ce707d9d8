"""What forward takes, and the code that computes it, as an exercise file says."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from gradgrader.exercises.document import Source
from gradgrader.exercises.fields import InputFile
from gradgrader.model.exercise import Constant, Input
from gradgrader.registry import nearest


def argument(document: Source, name: str, spec: str | InputFile) -> Input | Constant:
    """What the file says of one argument; raises InvalidExercise."""
    spec = InputFile(shape=spec) if isinstance(spec, str) else spec
    where = ("inputs", name)
    if (spec.shape is None) is not bool(spec.values):
        raise document.error("has either a `shape` or `values`", where, key=True)
    if spec.also and spec.below is None:
        raise document.error("`also` goes with `below`", (*where, "also"), key=True)
    if spec.values and (spec.below is not None or spec.domain != "normal"):
        raise document.error("a plain value is no tensor", where, key=True)
    if spec.shape is None:
        return Constant(name, values=tuple(spec.values))
    shape = tuple(spec.shape.split())
    if spec.below is not None or spec.domain == "truths":
        return Constant(name, shape, spec.below or "", tuple(spec.also))
    return Input(name, shape, spec.domain)


def more_dims(
    document: Source, arguments: Sequence[Input | Constant], dims: Sequence[str]
) -> list[str]:
    """Dimensions that only constants have; numbers must be below one that there is."""
    constants = [one for one in arguments if isinstance(one, Constant)]
    more = [d for one in constants for d in one.shape or () if not d.isdigit()]
    known = [*dims, *more]
    for one in constants:
        if one.below and not one.below.isdigit() and one.below not in known:
            raise document.error(
                f"no input has a dimension `{one.below}`",
                ("inputs", one.name, "below"),
                hint=f"try {nearest(one.below, known)}",
            )
    return [d for d in dict.fromkeys(more) if d not in dims]


def batched(
    document: Source, named: Literal[True] | Sequence[str], inputs: Sequence[Input]
) -> tuple[str, ...]:
    """The inputs that may have leading batch dimensions; raises InvalidExercise."""
    known = tuple(one.name for one in inputs)
    if named is True:
        return known
    for index, name in enumerate(named):
        if name not in known:
            message, hint = f"no input `{name}` carries a gradient", f"try {nearest(name, known)}"
            raise document.error(message, ("batch", index), hint=hint)
    return tuple(named)


def _check_reference(document: Source, body: str) -> None:
    """It must be Python, and return something."""
    try:
        tree = ast.parse("def reference():\n" + textwrap.indent(body, "    ")).body[0]
    except SyntaxError as error:
        line = document.first_line(("reference",)) + (error.lineno or 2) - 2
        problem = document.error(f"is not Python: {error.msg} (line {line})", ("reference",))
        raise problem from error
    if not any(isinstance(node, ast.Return) for node in _own_nodes(tree)):
        raise document.error("returns nothing", ("reference",))


def _own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Everything in a function but what stands in functions within it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            yield from _own_nodes(child)


def check_body(
    document: Source, body: str, lesson: Mapping[str, str], outputs: Sequence[str]
) -> None:
    """It must be Python that returns something, and words be said of steps that there are."""
    _check_reference(document, body)
    tree = ast.parse("def reference():\n" + textwrap.indent(body, "    ")).body[0]
    names = (node for node in _own_nodes(tree) if isinstance(node, ast.Name))
    steps = {*outputs, *(node.id for node in names if isinstance(node.ctx, ast.Store))}
    for name in lesson:
        if name not in steps:
            raise document.error(
                "the reference has no such step",
                ("lesson", name),
                key=True,
                hint=f"try {nearest(name, steps)}",
            )
