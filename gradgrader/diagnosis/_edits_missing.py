"""Edits that put in what is missing: a triangle, a conjugate, an axis, what stands elsewhere."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import Place, Proposals, at_expressions, binary, called, name
from gradgrader.diagnosis._edits_names import is_name
from gradgrader.diagnosis._read import of_module, turned
from gradgrader.diagnosis._splice import Level, Made

COMPLEX = ("fft", ".conj()", ".real", ".imag", "complex")
AXES = (".unsqueeze(-1)", ".unsqueeze(0)", ".unsqueeze(-2)", "[..., None, None]")
FEW = 6
ENOUGH = 100  # rounds after which what converges has done so
LINEAR = ("linalg", "tril", "triu", "diag")


@at_expressions
def missing_triangle(place: Place) -> Proposals:
    """A triangle of a matrix, where linear algebra is done."""
    source = place.function.text.source
    if (place.whole or place.operand) and _is_value(place) and _mentions(source, LINEAR):
        for call in (".tril()", ".triu()"):
            cost = 1.3 if place.whole else 1.4
            yield place.to("missing-call", cost, called(place.made(place.node), call))


@at_expressions
def missing_part(place: Place) -> Proposals:
    """A conjugate, or a real part, where numbers are complex."""
    used = place.whole or place.operand or _is_argument(place)
    if used and _is_value(place) and _mentions(place.function.text.source, COMPLEX):
        for call in (".conj()", ".real"):
            cost = 1.4 if place.whole else 1.3
            yield place.to("part", cost, called(place.made(place.node), call))


@at_expressions
def other_part(place: Place) -> Proposals:
    """The conjugate for the real part, and the other way round; or all of it."""
    node, text = place.node, place.function.text
    if isinstance(node, ast.Attribute) and node.attr in {"real", "imag"}:
        inner = Made(text.of(node.value), Level.ATOM)
        yield place.to("part", 1.2, called(inner, ".conj()"))
        yield place.to("part", 1.3, inner)
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="conj"), args=[]):
            yield place.to("part", 1.3, called(Made(text.of(value), Level.ATOM), ".real"))


@at_expressions
def symmetric_part(place: Place) -> Proposals:
    """The symmetric part of a matrix, where forward takes it too."""
    source = place.function.text.source
    if place.whole and _is_value(place) and f"{place.function.transpose}) / 2" in source:
        inner = place.made(place.node)
        turned_too = called(inner, place.function.transpose)
        both = binary(inner, "+", turned_too)
        yield place.to("symmetric-part", 1.4, binary(both, "/", name("2")))


@at_expressions
def whole_for_slice(place: Place) -> Proposals:
    """All of a tensor, where a part of it stands; or a name for an entry of a list."""
    node = place.node
    if not isinstance(node, ast.Subscript) or turned(node) is not None:
        return
    if _slices(node.slice):
        inner = Made(place.function.text.of(node.value), Level.ATOM)
        yield place.to("slice", 0.9, inner)
        if _is_loop(place):
            yield place.to("slice", 1.0, Made(f"reversed({inner.text})", Level.ATOM))
    else:
        for new in place.names:
            yield place.to("wrong-name", 1.4, name(new))


@at_expressions
def backwards(place: Place) -> Proposals:
    """A loop that goes through a list from its end."""
    node = place.node
    if not _is_loop(place):
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


@at_expressions
def missing_axis(place: Place) -> Proposals:
    """An axis of size 1, so that entries meet other ones than they do now."""
    if place.operand and isinstance(place.node, ast.Name) and place.node.id in place.names:
        for axis in AXES:
            yield place.to("dimension", 1.5, called(place.made(place.node), axis))


@at_expressions
def length_of_all(place: Place) -> Proposals:
    """A norm of the whole, not one along an axis."""
    node = place.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    if node.func.attr == "norm" and (node.args or node.keywords) and not of_module(node):
        inner = Made(place.function.text.of(node.func.value), Level.ATOM)
        yield place.to("dimension", 1.1, called(inner, ".norm()"))


@at_expressions
def given_for_number(place: Place) -> Proposals:
    """What forward was given, where a number stands."""
    node = place.node
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        for attribute in place.function.attributes:
            yield place.to("constant", 1.3, name(attribute))


@at_expressions
def missing_limit(place: Place) -> Proposals:
    """At most 1, where something is divided by a length."""
    node = place.node
    if place.whole and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        yield place.to("missing-call", 1.8, called(place.made(node), ".clamp(max=1)"))


@at_expressions
def missing_number(place: Place) -> Proposals:
    """A factor of two more or less."""
    if place.whole and _is_value(place):
        inner = place.made(place.node)
        cost = 1.1 if isinstance(place.statement, ast.Return) else 1.3
        yield place.to("missing-factor", cost, binary(name("2"), "*", inner))
        yield place.to("missing-factor", cost, binary(inner, "/", name("2")))


@at_expressions
def from_elsewhere(place: Place) -> Proposals:
    """A factor or a summand that the function computes elsewhere: `s.unsqueeze(-2)`."""
    if not (place.whole or place.operand) or not _is_value(place):
        return
    inner, own = place.made(place.node), ast.unparse(place.node)
    for text in _elsewhere(place):
        if text != own:
            yield place.to("missing-factor", 1.6, binary(inner, "/", name(text)))
            yield place.to("missing-factor", 1.6, binary(inner, "*", name(text)))


def _elsewhere(place: Place) -> list[str]:
    """Calls of methods on a name, as the function writes them."""
    found = [
        ast.unparse(node)
        for node in ast.walk(place.function.node)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in place.names
        and all(isinstance(argument, (ast.Constant, ast.UnaryOp)) for argument in node.args)
    ]
    return list(dict.fromkeys(found))[:FEW]


def _is_value(place: Place) -> bool:
    """Whether it can be a tensor, and is none that is only turned round."""
    node = place.node
    return not isinstance(node, (ast.Constant, ast.Tuple, ast.List)) and not _is_loop(place)


def _mentions(source: str, words: tuple[str, ...]) -> bool:
    return any(word in source for word in words)


def _is_argument(place: Place) -> bool:
    return isinstance(place.parent, ast.Call) and (is_name(place.node) or _is_operation(place.node))


def _is_operation(node: ast.expr) -> bool:
    return isinstance(node, (ast.BinOp, ast.Call))


def _is_loop(place: Place) -> bool:
    """Whether a loop goes through it."""
    return isinstance(place.parent, ast.For) and place.node is place.parent.iter


def _slices(node: ast.expr) -> bool:
    """Whether what stands in the brackets takes a part of an axis."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    return any(isinstance(one, ast.Slice) and (one.lower or one.upper) for one in parts)
