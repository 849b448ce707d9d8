"""Edits of matrix products: transposes and the order of factors."""

from __future__ import annotations

import ast
import itertools

from gradgrader.diagnosis._edit import Place, Proposals, at_expressions, name
from gradgrader.diagnosis._read import operation, transpose, turn, turned
from gradgrader.diagnosis._splice import Made

ALL = 3
VALUES = (ast.Name, ast.BinOp, ast.Call, ast.Subscript)


@at_expressions
def transposed(place: Place) -> Proposals:
    """A transpose more or less."""
    node = place.node
    base = turned(node)
    if base is not None:
        yield place.to("extra-transpose", 1.0, place.made(base))
    elif isinstance(node, VALUES) and turned(place.parent) is None:
        simple = isinstance(node, ast.Name) or operation(node) is not None
        cost = 1.5 if _is_einsum(place.parent) else 1.0 if simple else 1.1
        yield place.to("missing-transpose", cost, turn(place, place.made(node)))


def _is_einsum(node: ast.AST) -> bool:
    """Whether it has letters that say what goes where."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "einsum"


@at_expressions
def factors(place: Place) -> Proposals:
    """The other order of the factors of a matrix product, with or without their transposes."""
    found = operation(place.node)
    if found is None or found.symbol != "@":
        return
    around = turned(place.parent) is not None
    for swapped, first, second in itertools.product((False, True), repeat=3):
        changes = swapped + first + second
        if changes < (1 if swapped else 2):  # one transpose alone is proposed above
            continue
        if changes == ALL and around:  # it undoes the transpose around it: that one is taken away
            continue
        left = transpose(place, found.left) if first else place.made(found.left)
        right = transpose(place, found.right) if second else place.made(found.right)
        pair = (right, left) if swapped else (left, right)
        kind = "order" if swapped else "missing-transpose"
        cost = 0.9 if changes == ALL else float(changes)  # then it is the transpose of the product
        yield place.to(kind, cost, found.again(pair[0], "@", pair[1]))


@at_expressions
def other_factor(place: Place) -> Proposals:
    """Another name for a factor, and its transpose or the order are wrong too."""
    found = operation(place.node)
    if found is None or found.symbol != "@":
        return
    for side in ("left", "right"):
        known = found.left if side == "left" else found.right
        other = found.right if side == "left" else found.left
        base = turned(known)
        if not isinstance(known if base is None else base, ast.Name):
            continue
        for new in place.names:
            ways = [name(new), turn(place, name(new))]
            for factor, swapped in itertools.product(ways, (False, True)):
                same = (factor is ways[0]) == (base is None)
                if same and not swapped:
                    continue  # only another name: proposed elsewhere
                pair: tuple[Made, Made] = (factor, place.made(other))
                pair = pair if (side == "left") != swapped else (pair[1], pair[0])
                cost = 1.2 + swapped + (not same)
                yield place.to("wrong-name", cost, found.again(pair[0], "@", pair[1]))
