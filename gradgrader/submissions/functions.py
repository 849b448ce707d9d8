"""What Functions a text defines, and what their forwards take: read, not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from gradgrader.submissions.sketch import Sketch, classes, parse, sketches
from gradgrader.submissions.source import Submission


@dataclass(frozen=True, slots=True)
class Defined:
    """A Function, and forward's arguments without ctx, each with its default (or None)."""

    sketch: Sketch
    arguments: tuple[tuple[str, str | None], ...]


def functions(submission: Submission) -> Iterator[Defined]:
    """Every class with a forward that looks like a Function, in order."""
    for sketch in sketches(submission):
        tree = parse(sketch.unit.source, sketch.unit.name)
        node = next(c for c, _ in classes(tree) if c.lineno == sketch.line)
        methods = {m.name: m for m in node.body if isinstance(m, ast.FunctionDef)}
        if "forward" in methods:
            skipped = (0 if "setup_context" in methods else 1) + _takes_class(methods["forward"])
            yield Defined(sketch, _arguments(methods["forward"].args, skipped))


def _takes_class(method: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "classmethod" for d in method.decorator_list)


def _arguments(taken: ast.arguments, skipped: int) -> tuple[tuple[str, str | None], ...]:
    names = [one.arg for one in (*taken.posonlyargs, *taken.args)]
    defaults = [None] * (len(names) - len(taken.defaults)) + [*map(ast.unparse, taken.defaults)]
    found = list(zip(names, defaults, strict=True))[skipped:]
    return (*found, *([(f"*{taken.vararg.arg}", None)] if taken.vararg else []))
