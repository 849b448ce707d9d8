"""Edits of a diagonal: half of it where two triangles share it, infinite where it divides."""

from __future__ import annotations

import ast

from gradgrader.diagnosis._edit import Place, Proposals, at_expressions, binary, called, name
from gradgrader.diagnosis._read import of_module
from gradgrader.diagnosis._splice import Level, Made

STRICT = {"tril": "-1", "triu": "1"}  # the triangle without its diagonal


@at_expressions
def half_a_diagonal(place: Place) -> Proposals:
    """The mean of a triangle with its diagonal and of the one without."""
    match place.node:
        case ast.Call(func=ast.Attribute(attr="tril" | "triu" as side), keywords=[]) as call:
            given = place.function.text.of
            matrix = [given(one) for one in call.args]
            if len(matrix) == bool(of_module(call)):  # whose diagonal is that of the matrix
                strict = f"{given(call.func)}({', '.join([*matrix, STRICT[side]])})"
                both = binary(place.made(call), "+", Made(strict, Level.ATOM))
                yield place.to("missing-factor", 1.3, binary(both, "/", name("2")))


@at_expressions
def infinite_diagonal(place: Place) -> Proposals:
    """Infinite where ones keep a diagonal from dividing by 0, so that nothing is left there."""
    match place.node:
        case ast.BinOp(
            left=matrix, op=ast.Add(), right=ast.Call(func=ast.Attribute(attr="eye")) as ones
        ) if module := of_module(ones):
            filled = f".masked_fill({place.function.text.of(ones)} > 0, {module}.inf)"
            yield place.to("constant", 1.3, called(place.made(matrix), filled))
