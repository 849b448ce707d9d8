"""Edits of loops and slices: how far they go, and from which end."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import Place, Proposals, at_expressions, called, name
from gradgrader.diagnosis._read import turned
from gradgrader.diagnosis._splice import Level, Made

ENOUGH = 100  # rounds after which what converges has done so


@at_expressions
def whole_for_slice(place: Place) -> Proposals:
    """All of a tensor, where a part of it stands; or a name for an entry of a list."""
    node = place.node
    if not isinstance(node, ast.Subscript) or turned(node) is not None:
        return
    if _slices(node.slice):
        inner = Made(place.function.text.of(node.value), Level.ATOM)
        yield place.to("slice", 0.9, inner)
        if is_loop(place):
            yield place.to("slice", 1.0, Made(f"reversed({inner.text})", Level.ATOM))
    else:
        for new in place.names:
            yield place.to("wrong-name", 1.4, name(new))


@at_expressions
def backwards(place: Place) -> Proposals:
    """A loop that goes through a list from its end."""
    node = place.node
    if not is_loop(place):
        return
    if isinstance(node, ast.Name):
        yield place.to("direction", 1.2, Made(f"reversed({node.id})", Level.ATOM))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        inner = Made(place.function.text.of(node.args[0]), Level.ATOM)
        if node.func.id == "reversed":
            yield place.to("direction", 1.2, inner)
        elif node.func.id == "range":
            yield place.to("direction", 1.3, called(name(f"reversed(range({inner.text}))"), ""))


@at_expressions
def bounds(place: Place) -> Proposals:
    """A bound of a loop without what is added to it or taken away; enough rounds."""
    parent, node = place.parent, place.node
    counts = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name)
    if not counts or parent.func.id != "range":  # type: ignore[attr-defined]
        return
    if isinstance(node, ast.BinOp):
        first: ast.expr = node
        while isinstance(first, ast.BinOp) and isinstance(first.op, (ast.Add, ast.Sub)):
            first = first.left
        yield place.to("off-by-one", 0.8, Made(place.function.text.of(first), Level.ANY))
    if isinstance(node, ast.Constant) and node.value != ENOUGH and len(parent.args) == 1:  # type: ignore[attr-defined]
        yield place.to("off-by-one", 1.4, Made(str(ENOUGH), Level.ATOM))


def is_loop(place: Place) -> bool:
    """Whether a loop goes through it."""
    return isinstance(place.parent, ast.For) and place.node is place.parent.iter


def _slices(node: ast.expr) -> bool:
    """Whether what stands in the brackets takes a part of an axis."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(isinstance(one, ast.Slice) and (one.lower or one.upper) for one in parts)
