"""Edits of sums, products and powers: signs, operators, operands, brackets."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import (
    Place,
    Proposals,
    at_expressions,
    binary,
    name,
    negative,
)
from gradgrader.diagnosis._read import Operation, operation, turned
from gradgrader.diagnosis._splice import Level, Made
from gradgrader.diagnosis._text import last_name

# what is meant where another operator stands, and how likely it is
INSTEAD = {
    "+": {"-": 1.0, "*": 1.2, "@": 1.5, "/": 1.6},
    "-": {"+": 1.0, "*": 1.25, "/": 1.6, "@": 1.6},
    "*": {"@": 1.0, "+": 1.2, "/": 1.25, "-": 1.3},
    "@": {"*": 1.0, "+": 1.6, "-": 1.7},
    "/": {"*": 1.2, "-": 1.6, "+": 1.6, "@": 1.6},
    "**": {"*": 1.3, "-": 1.7, "+": 1.7, "/": 1.7, "@": 1.7},
}
SIGNS = {"+", "-"}
DROPPED = {"+": "extra-term", "-": "extra-term", "**": "power"}


@at_expressions
def sign(place: Place) -> Proposals:
    """A minus more or less."""
    node = place.node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        if not isinstance(node.operand, ast.Constant):
            yield place.to("sign", 1.0, place.made(node.operand))
    elif place.whole or (place.operand and not isinstance(node, ast.Constant)):
        yield place.to("sign", 1.2, negative(place.made(node)))


@at_expressions
def operator(place: Place) -> Proposals:
    """Another operator between the same operands."""
    found = operation(place.node)
    if found is None:
        return
    left, right = place.made(found.left), place.made(found.right)
    for symbol, cost in INSTEAD[found.symbol].items():
        both = {symbol, found.symbol}
        kind = "sign" if both == SIGNS else "product" if both == {"*", "@"} else "operator"
        yield place.to(kind, cost, found.again(left, symbol, right))


@at_expressions
def operands(place: Place) -> Proposals:
    """Operands exchanged, or only one of them."""
    found = operation(place.node)
    if found is None:
        return
    left, right = place.made(found.left), place.made(found.right)
    if found.symbol not in {"+", "*", "@"}:
        kind = "sign" if found.symbol == "-" else "order"
        yield place.to(kind, 1.1, found.again(right, found.symbol, left))
    kind = DROPPED.get(found.symbol, "extra-factor")
    yield place.to(kind, 1.2 if found.symbol != "**" else 1.0, left)
    if found.symbol not in {"**", "/"}:
        yield place.to(kind, 1.2, right)


@at_expressions
def brackets(place: Place) -> Proposals:
    """`a * (b + c)` where `a * b + c` stands, and the other way round."""
    outer = operation(place.node)
    if outer is None or outer.style != "operator":
        return
    for on_left, inner in ((True, operation(outer.left)), (False, operation(outer.right))):
        if inner is None or inner.style != "operator" or "**" in {inner.symbol, outer.symbol}:
            continue
        if (inner.symbol in SIGNS) != (outer.symbol in SIGNS):
            grouped, lost = _regrouped(place, (outer, inner), on_left=on_left)
            yield place.to("brackets", 1.1, grouped)
            yield place.to("brackets", 1.3, lost)


def _regrouped(
    place: Place, pair: tuple[Operation, Operation], *, on_left: bool
) -> tuple[Made, Made]:
    """The other way to put brackets, and the one in which a summand is not multiplied."""
    outer, inner = pair
    first, second = place.made(inner.left), place.made(inner.right)
    if on_left:
        third = place.made(outer.right)
        grouped = binary(first, inner.symbol, binary(second, outer.symbol, third))
        return grouped, binary(binary(first, outer.symbol, third), inner.symbol, second)
    third = place.made(outer.left)
    grouped = binary(binary(third, outer.symbol, first), inner.symbol, second)
    return grouped, binary(first, inner.symbol, binary(third, outer.symbol, second))


@at_expressions
def power(place: Place) -> Proposals:
    """A square that is missing, and one minus something."""
    node, parent = place.node, place.parent
    if isinstance(node, (ast.Constant, ast.Tuple)) or _is_power(parent) or _is_foreign(place):
        return
    inner = place.made(node)
    if not _is_power(node):
        spelled = place.function.squares
        squared = binary(inner, "*", inner) if spelled == "*" else binary(inner, "**", name("2"))
        yield place.to("power", 1.0 if place.operand else 1.1, squared)
    if place.operand or place.whole:
        yield place.to("missing-term", 1.4, binary(name("1"), "-", inner))


@at_expressions
def constant(place: Place) -> Proposals:
    """Another number."""
    node = place.node
    number = node.value if isinstance(node, ast.Constant) else None
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return
    exponent = _is_power(place.parent)
    kind = "power" if exponent else "dimension" if _is_dimension(place) else "constant"
    if isinstance(place.parent, ast.Call) and last_name(place.parent.func) == "range":
        kind = "off-by-one"
    others = (0, 1, 2, -1, 3, number + 1, number - 1, -number, 0.5)
    for other in dict.fromkeys(others):
        if other != number and (other != 0.5 or not _is_dimension(place)):  # noqa: PLR2004
            tight = Level.ATOM if other >= 0 else Level.SIGNED
            idle = other == 1 and place.operand  # then the operand goes, not the number
            cost = 0.9 if _stays(place) else 1.3 if idle and not exponent else 1.1
            yield place.to(kind, cost, Made(repr(other), tight))


def _is_foreign(place: Place) -> bool:
    """Whether it is a name that the function did not make: a number of the module, or a class's."""
    node = place.node
    written = ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""
    return bool(written) and turned(node) is None and written not in place.names


def _is_power(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)


def _stays(place: Place) -> bool:
    """Whether it is an axis of a transpose that exchanges an axis with itself."""
    call = place.parent
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    axes = [ast.dump(argument) for argument in call.args if isinstance(argument, ast.Constant)]
    return call.func.attr in {"transpose", "swapaxes"} and len(axes) > len(set(axes))


def _is_dimension(place: Place) -> bool:
    """Whether a number says along which axis, from the front or from the end."""
    parent = place.around[-2] if isinstance(place.parent, ast.UnaryOp) else place.parent
    return isinstance(parent, (ast.keyword, ast.Call, ast.Subscript, ast.Tuple, ast.List))
