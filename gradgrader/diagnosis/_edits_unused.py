"""Edits that use an incoming gradient which backward is given, and never looks at."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import Function, Place, Proposals, at_expressions, binary, called
from gradgrader.diagnosis._splice import Level, Made

WAYS = ("{0}", "{0}.unsqueeze(-1)", "torch.diag_embed({0})")


@at_expressions
def unused_cotangent(place: Place) -> Proposals:
    """One more summand, made of what comes in and is not used: as it is, or on a diagonal."""
    node = place.node
    plain = isinstance(node, (ast.Constant, ast.Tuple, ast.List))
    if plain or place.function.role != "backward" or not (place.whole or _in_product(place)):
        return
    inner = place.made(node)
    for given in _unused(place.function):
        for cost, way in enumerate(WAYS):
            more = called(Made(way.format(given), Level.ATOM), "")
            yield place.to("missing-term", 0.8 + 0.1 * cost, binary(inner, "+", more))
            yield place.to("missing-term", 0.85 + 0.1 * cost, binary(inner, "-", more))


def _in_product(place: Place) -> bool:
    """Whether it is a factor, so that something may be added to it before it is multiplied."""
    parent = place.parent
    return isinstance(parent, ast.BinOp) and isinstance(parent.op, (ast.Mult, ast.MatMult))


def _unused(function: Function) -> list[str]:
    """Arguments of backward that nothing reads."""
    read = {
        node.id
        for node in ast.walk(function.node)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    given = [one.arg for one in function.node.args.args[1:]]
    return [one for one in given if one not in read]
