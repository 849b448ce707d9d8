"""Edits of names: another tensor, or one that is missing."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import (
    MODULES,
    Edit,
    Function,
    Place,
    Proposals,
    at_expressions,
    at_statements,
    binary,
    name,
)
from gradgrader.diagnosis._read import operation, turn, turned
from gradgrader.diagnosis._splice import Level, Made

# the slope of a function, by its value
SLOPES = {
    "tanh": "(1 - {0} ** 2)",
    "sigmoid": "({0} * (1 - {0}))",
    "exp": "{0}",
    "relu": "({0} > 0)",
}


@at_expressions
def another_name(place: Place) -> Proposals:
    """Another tensor."""
    node = place.node
    if is_name(node):
        written = ast.unparse(node)
        for new in place.names:
            if new != written:
                yield place.to("wrong-name", 1.2, name(new))


@at_statements
def everywhere(statement: ast.stmt, function: Function) -> Proposals:
    """Another tensor, wherever the statement has it."""
    places: dict[str, list[ast.Name]] = {}
    own = [node for node in ast.iter_child_nodes(statement) if isinstance(node, ast.expr)]
    for node in (node for one in own for node in ast.walk(one)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            places.setdefault(node.id, []).append(node)
    known = function.names(statement) if function.role in {"backward", "helper"} else ()
    for old, nodes in places.items():
        if len(nodes) > 1 and old not in MODULES:
            for new in known:
                if new != old:
                    yield Edit(
                        kind="wrong-name",
                        cost=1.2,
                        node=statement,
                        splices=tuple(function.text.replaced(node, new) for node in nodes),
                        line=nodes[0].lineno,
                    )


@at_expressions
def missing_slope(place: Place) -> Proposals:
    """The derivative of a function of forward's is missing."""
    if not (place.whole or place.operand) or isinstance(place.node, (ast.Constant, ast.Tuple)):
        return
    for function in place.function.functions:
        for new in place.names if function in SLOPES else ():
            slope = Made(SLOPES[function].format(new), Level.ATOM)
            yield place.to("missing-factor", 1.8, binary(place.made(place.node), "*", slope))


@at_expressions
def name_for_expression(place: Place) -> Proposals:
    """A name instead of something that is computed from it, and which was right already."""
    node = place.node
    if is_name(node) or isinstance(node, ast.Constant) or turned(node) is not None:
        return
    inside = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
    for new in place.names:
        if new in inside and operation(node) is None:
            yield place.to("extra-step", 1.4, name(new))


@at_expressions
def missing_term(place: Place) -> Proposals:
    """A summand that is missing."""
    if not _extends(place):
        return
    inner = place.made(place.node)
    for new in (one for one in place.names if one != inner.text):  # twice as much is a factor
        yield place.to("missing-term", 1.3, binary(inner, "+", name(new)))
        yield place.to("missing-term", 1.6, binary(inner, "-", name(new)))


@at_expressions
def missing_factor(place: Place) -> Proposals:
    """A factor that is missing."""
    if not _extends(place):
        return
    inner = place.made(place.node)
    for new in place.names:
        factor = name(new)
        yield place.to("missing-factor", 1.3, binary(factor, "*", inner))
        if place.whole:
            yield place.to("missing-factor", 1.7, binary(inner, "/", factor))
        if place.whole or place.operand:
            yield from _products(place, inner, factor)


def _products(place: Place, inner: Made, factor: Made) -> Proposals:
    across = turn(place, factor)
    for one, cost in ((factor, 1.5), (across, 1.6)):
        yield place.to("missing-factor", cost, binary(inner, "@", one))
        yield place.to("missing-factor", cost, binary(one, "@", inner))
    if isinstance(place.node, ast.Name):
        flipped = turn(place, inner)
        yield place.to("missing-factor", 1.7, binary(flipped, "@", factor))
        yield place.to("missing-factor", 1.7, binary(factor, "@", flipped))


@at_expressions
def nothing(place: Place) -> Proposals:
    """A gradient where None is returned."""
    node = place.node
    if isinstance(node, ast.Constant) and node.value is None and place.whole:
        for new in place.names:
            yield place.to("missing-gradient", 1.1, name(new))


def is_name(node: ast.AST) -> bool:
    """`a` and `ctx.a`."""
    attribute = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return isinstance(node, ast.Name) or (attribute and turned(node) is None)


def _extends(place: Place) -> bool:
    """Whether it makes sense to add something to this expression."""
    if isinstance(place.node, (ast.Constant, ast.Tuple)) or turned(place.node) is not None:
        return place.whole and not isinstance(place.node, (ast.Constant, ast.Tuple))
    power = isinstance(place.parent, ast.BinOp) and isinstance(place.parent.op, ast.Pow)
    argument = isinstance(place.parent, ast.Call) and place.node in place.parent.args
    return not power and (place.whole or place.operand or argument)
