"""Edits that put in what is missing: a triangle, a conjugate, an axis, what stands elsewhere."""

from __future__ import annotations

import ast
import functools
import itertools

from gradgrader.diagnosis._edit import (
    Edit,
    Function,
    Place,
    Proposals,
    at_expressions,
    at_statements,
    binary,
    called,
    name,
)
from gradgrader.diagnosis._edits_loops import is_loop
from gradgrader.diagnosis._edits_names import is_name
from gradgrader.diagnosis._flow import reached
from gradgrader.diagnosis._read import of_module
from gradgrader.diagnosis._splice import Level, Made

COMPLEX = ("fft", ".conj()", ".real", ".imag", "complex")
AXES = (".unsqueeze(-1)", ".unsqueeze(0)", ".unsqueeze(-2)", "[..., None, None]")
FEW = 6
LINEAR = ("linalg", "tril", "triu", "diag", "cum")


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
        yield place.to("part", 1.0, inner)
        yield place.to("part", 1.1, called(inner, ".conj()"))
    match node:
        case ast.Call(func=ast.Attribute(value=value, attr="conj"), args=[]):
            inner = place.made(value)
            yield place.to("part", 1.0, inner)
            yield place.to("part", 1.3, called(inner, ".real"))


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
    """A factor that the function computes elsewhere: `s.unsqueeze(-2)`, a root of a size."""
    if not (place.whole or place.operand) or not _is_value(place):
        return
    inner, own = place.made(place.node), ast.unparse(place.node)
    for node in _elsewhere(place):
        if ast.unparse(node) != own:
            cost = 1.3 if place.whole and _is_of_size(node) else 1.6
            yield place.to("missing-factor", cost, binary(inner, "/", place.made(node)))
            yield place.to("missing-factor", cost, binary(inner, "*", place.made(node)))


@at_expressions
def missing_row_sums(place: Place) -> Proposals:
    """What all entries of a row share: the sum of products with what comes in."""
    if not (place.whole or place.operand) or not isinstance(place.node, (ast.Name, ast.UnaryOp)):
        return
    function, inner = place.function, place.made(place.node)
    if function.role != "backward":
        return
    known, cost = [one for one in place.names if one.isidentifier()], 1.15 if place.whole else 1.4
    arriving = _arriving(function)
    for comes, other in itertools.product(known, known):
        if comes in arriving and other not in arriving:
            for ending in (".sum(-1)", ".sum(-1, keepdim=True)"):
                total = Made(f"({comes} * {other}){ending}", Level.ATOM)
                yield place.to("missing-term", cost, binary(inner, "-", total))
                added = binary(total, "-", _positive(place)) if _is_negative(place) else None
                yield place.to("missing-term", cost, added or binary(inner, "+", total))


@at_statements
def result_saved(statement: ast.stmt, function: Function) -> Proposals:
    """What forward returns is saved, in the place of something else."""
    saving = function.role == "forward" and isinstance(statement, ast.Expr)
    call = statement.value if isinstance(statement, ast.Expr) else None
    last = function.node.body[-1]
    result = last.value if isinstance(last, ast.Return) else None
    if not saving or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return
    if call.func.attr != "save_for_backward" or not isinstance(result, (ast.Call, ast.BinOp)):
        return
    text, new = function.text, "result"
    made = f"{new} = {text.of(result)}\n{' ' * statement.col_offset}"
    for chosen in call.args:
        args = ", ".join(new if one is chosen else text.of(one) for one in call.args)
        saved = f"{made}{text.of(call.func)}({args})"
        splices = (text.replaced(statement, saved), text.replaced(result, new))
        yield Edit(kind="saved", cost=1.4, node=statement, splices=splices, line=statement.lineno)


@functools.lru_cache(maxsize=8)
def _arriving(function: Function) -> frozenset[str]:
    """The names of a backward that depend on what comes in."""
    return frozenset(reached(function.node, [one.arg for one in function.node.args.args[1:]]))


def _is_negative(place: Place) -> bool:
    return isinstance(place.node, ast.UnaryOp) and isinstance(place.node.op, ast.USub)


def _positive(place: Place) -> Made:
    assert isinstance(place.node, ast.UnaryOp)
    return place.made(place.node.operand)


def _elsewhere(place: Place) -> list[ast.expr]:
    """Calls of methods on a name, and what is divided by that is made of a size."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(place.function.node):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=given)), args=args) if (
                given in place.names and all(map(_is_number, args))
            ):
                found[ast.unparse(node)] = node
            case ast.BinOp(op=ast.Div(), right=below) if _is_of_size(below):
                found[ast.unparse(below)] = below
    return list(found.values())[:FEW]


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, (ast.Constant, ast.UnaryOp))


def _is_of_size(node: ast.expr) -> bool:
    return any(isinstance(one, ast.Attribute) and one.attr == "shape" for one in ast.walk(node))


def _is_value(place: Place) -> bool:
    """Whether it can be a tensor, and is none that is only turned round."""
    node = place.node
    return not isinstance(node, (ast.Constant, ast.Tuple, ast.List)) and not is_loop(place)


def _mentions(source: str, words: tuple[str, ...]) -> bool:
    return any(word in source for word in words)


def _is_argument(place: Place) -> bool:
    return isinstance(place.parent, ast.Call) and (is_name(place.node) or _is_operation(place.node))


def _is_operation(node: ast.expr) -> bool:
    return isinstance(node, (ast.BinOp, ast.Call))
