"""What the text of a class shows: its methods, the names it uses, and where something stands."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gradgrader.diagnosis.base import Findings
from gradgrader.model.result import Location
from gradgrader.submissions.sketch import BACKWARDS, Sketch, parse


def nodes(sketch: Sketch | None) -> Iterator[ast.AST]:
    """Every node of the class."""
    for node in ast.walk(parse(sketch.unit.source, sketch.unit.name)) if sketch else ():
        if isinstance(node, ast.ClassDef) and (node.name, node.lineno) == (
            sketch.name,  # type: ignore[union-attr]
            sketch.line,  # type: ignore[union-attr]
        ):
            yield from ast.walk(node)


def method(sketch: Sketch | None, *names: str) -> ast.FunctionDef | None:
    """The first method of the class with one of these names."""
    found = (n for n in nodes(sketch) if isinstance(n, ast.FunctionDef) and n.name in names)
    return next(found, None)


def backward(sketch: Sketch | None) -> ast.FunctionDef | None:
    """What the engine calls, as far as the class itself defines it."""
    return method(sketch, *BACKWARDS)


def at(sketch: Sketch, node: ast.AST) -> Location:
    """Where a node stands in the submission."""
    return sketch.unit.at(getattr(node, "lineno", sketch.line))


def returns(function: ast.FunctionDef | None) -> list[ast.Return]:
    """The `return` statements of a function, not of those inside it."""
    found: list[ast.Return] = []
    todo: list[ast.AST] = list(function.body) if function else []
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Return):
            found.append(node)
        elif not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(node)
    return sorted(found, key=lambda node: node.lineno)


@dataclass(frozen=True, slots=True)
class Names:
    """What the learner calls inputs, outputs and incoming gradients, in the exercise's order.

    Where the text does not show a name of its own, it is the exercise's, and `go` for the gradient
    that comes in at the output `o`.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    cotangents: tuple[str, ...]


def names(findings: Findings) -> Names:
    """The names that a learner will recognise."""
    return findings.once("names", lambda: _names(findings))


def _names(findings: Findings) -> Names:
    exercise, sketch = findings.exercise, findings.sketch
    forward = method(sketch, "forward")
    context = 0 if method(sketch, "setup_context") else 1
    own = returns(forward)
    value = own[-1].value if own else None
    listed = value.elts if isinstance(value, ast.Tuple) else [value]
    shown = [node.id if isinstance(node, ast.Name) else "" for node in listed]
    taken = _own(parameters(forward)[context:], exercise.arguments)
    returned = _own(shown, exercise.returned)
    arriving = tuple(f"g{name}" for name in exercise.returned)
    cotangents = _own(parameters(backward(sketch))[1:], arriving)
    first = [exercise.arguments.index(spec.name) for spec in exercise.inputs]
    counting = [exercise.returned.index(name) for name in exercise.outputs]
    return Names(
        tuple(taken[index] for index in first),
        tuple(returned[index] for index in counting),
        tuple(cotangents[index] for index in counting),
    )


def _own(shown: list[str], usual: tuple[str, ...]) -> tuple[str, ...]:
    """The names shown, if each is one, and none seems to mean another tensor than it stands for."""
    whole = len(shown) == len(usual) == len(set(shown)) and all(shown)
    return tuple(shown) if whole and not _crossed(shown, usual) else usual


def _crossed(shown: list[str], usual: tuple[str, ...]) -> bool:
    """Whether a name ends like the usual one of another place, and not like that of its own."""
    ends = [[name.lower().endswith(other[-1].lower()) for other in usual] for name in shown]
    return any(any(row) and not row[place] for place, row in enumerate(ends))


def parameters(function: ast.FunctionDef | None) -> list[str]:
    if function is None or function.args.vararg is not None:
        return []
    return [one.arg for one in (*function.args.posonlyargs, *function.args.args)]


def kept(sketch: Sketch | None) -> dict[str, str]:
    """The variables of backward that hold what forward saved, each under its own name."""
    found: dict[str, str] = {}
    for node in ast.walk(backward(sketch) or ast.Pass()):
        if isinstance(node, ast.Assign) and _saved(node.value):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        found[name.id] = name.id
    return found


def _saved(node: ast.expr) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr == "saved_tensors" for n in ast.walk(node))


def calls(sketch: Sketch | None, *named: str) -> Iterator[ast.Call]:
    """Calls in the class of functions or methods with these names."""
    for node in nodes(sketch):
        if isinstance(node, ast.Call) and last_name(node.func) in named:
            yield node


def last_name(node: ast.expr) -> str:
    """`c` of `a.b.c`, or of `c`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def places(sketch: Sketch | None, found: Iterable[ast.AST]) -> tuple[Location, ...]:
    """Where these nodes stand, each line once."""
    return tuple(dict.fromkeys(at(sketch, node) for node in found)) if sketch else ()
