"""Steps within an expression: operators, operands, names, numbers, transposes.

A mutant that two kinds make is of the first kind, so their order here counts.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator

from gradgrader.proofs._mutation.nodes import (
    SYMBOLS,
    TRANSPOSES,
    answers,
    binary,
    bracketed,
    is_value,
    listed,
    method,
    of_torch,
    swaps,
    unpacked,
)
from gradgrader.proofs._mutation.places import Edits, Place, mutation, stored

ORDER = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
IDENTITY = {ast.Is: "is", ast.IsNot: "is not"}
MEMBERSHIP = {ast.In: "in", ast.NotIn: "not in"}
TRANSPOSING = {"t", "transpose", "permute", "swapaxes"}


@mutation
def operator(place: Place) -> Edits:
    """Another operator; a sign more or less; another comparison."""
    node = place.node
    if operands := binary(node):
        left, symbol, right = operands
        others = [one for one in SYMBOLS.values() if one != symbol]
        yield from ((node, f"{bracketed(left)} {one} {bracketed(right)}") for one in others)
    if isinstance(node, ast.AugAssign):
        target, value = ast.unparse(node.target), bracketed(node.value)
        yield from ((node, f"{target} {one}= {value}") for one in SYMBOLS.values())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node, bracketed(node.operand)
    if is_value(place):
        yield node, f"-{bracketed(node)}"
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        family = next(f for f in (ORDER, IDENTITY, MEMBERSHIP) if type(node.ops[0]) in f)
        for one in family.values():
            yield node, f"{bracketed(node.left)} {one} {bracketed(node.comparators[0])}"
    if isinstance(node, ast.BoolOp):
        word = " or " if isinstance(node.op, ast.And) else " and "
        yield node, word.join(bracketed(value) for value in node.values)


@mutation
def operand(place: Place) -> Edits:
    """Operands exchanged; one of them alone."""
    node = place.node
    if operands := binary(node):
        left, symbol, right = operands
        yield node, f"{bracketed(right)} {symbol} {bracketed(left)}"
        yield node, bracketed(left)
        yield node, bracketed(right)
    if isinstance(node, ast.BoolOp):
        yield from ((node, bracketed(value)) for value in node.values)
    if of_torch(node) and len(node.args) > 1:
        function = ast.unparse(node.func)
        for arguments in swaps(node.args):
            yield node, f"{function}{listed(arguments)}"


@mutation
def name(place: Place) -> Edits:
    """Another tensor of the same method."""
    node = place.node
    if isinstance(node, ast.Name) and not stored(node) and node.id in place.names:
        yield from ((node, other) for other in place.names if other != node.id)


@mutation
def needs(place: Place) -> Edits:
    """Whether another input needs its gradient."""
    node = place.node
    if isinstance(node, ast.Subscript) and getattr(node.value, "attr", "") == "needs_input_grad":
        yield from ((node, f"{ast.unparse(node.value)}[{index}]") for index in range(3))
    for targets in swaps(unpacked(node, "needs_input_grad")):
        yield node.targets[0], listed(targets)


@mutation
def constant(place: Place) -> Edits:
    """Another number."""
    value = place.node.value if isinstance(place.node, ast.Constant) else None
    if isinstance(value, bool):
        yield place.node, str(not value)
    elif isinstance(value, int | float):
        for other in dict.fromkeys((0, 1, 2, value + 1, value - 1, -value)):
            yield place.node, f"({other})"


@mutation
def transpose(place: Place) -> Edits:
    """A transpose more or less; two letters of an einsum exchanged."""
    node = place.node
    if isinstance(node, ast.Attribute) and node.attr in TRANSPOSES:
        yield node, bracketed(node.value)
    if method(node) in TRANSPOSING:
        yield node, bracketed(node.args[0] if of_torch(node) else node.func.value)
    operands = binary(node)
    factors = [operands[0], operands[2]] if operands and operands[1] == "@" else []
    for factor in (*factors, *answers(node)):
        if not isinstance(factor, ast.Constant):
            yield factor, f"{bracketed(factor)}.T"
    if isinstance(node, ast.Constant) and method(place.parent) == "einsum":
        yield from ((node, repr(letters)) for letters in _lettered(str(node.value)))


def _lettered(letters: str) -> Iterator[str]:
    """The equation of an einsum with each two of its letters exchanged."""
    places = [i for i, letter in enumerate(letters) if letter.isalpha()]
    for i, j in itertools.combinations(places, 2):
        changed = [*letters]
        changed[i], changed[j] = letters[j], letters[i]
        yield "".join(changed)
