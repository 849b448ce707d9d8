"""Steps in what is called, saved, returned, asked, or written over."""

from __future__ import annotations

import ast

from gradgrader.proofs._mutation.nodes import (
    answers,
    binary,
    bracketed,
    is_value,
    listed,
    method,
    of_context,
    of_torch,
    swaps,
    unpacked,
)
from gradgrader.proofs._mutation.places import Edits, Place, mutation

INSTEAD = {
    "tanh": ("sigmoid", "sin"),
    "sigmoid": ("tanh",),
    "cosh": ("sinh", "cos"),
    "exp": ("expm1",),
    "square": ("abs", "sqrt"),
    "sum": ("mean",),
    "mean": ("sum",),
    "outer": ("mul",),
    "zeros_like": ("ones_like",),
}
WRAPS = ("detach", "abs", "clone", "float")
OPPOSITE = {
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
IN_PLACE = {"+": "add_", "-": "sub_", "*": "mul_", "/": "div_", "**": "pow_"}


@mutation
def statement(place: Place) -> Edits:
    """A statement less, or a whole method."""
    node = place.node
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if isinstance(node, ast.stmt) and not docstring:
        yield node, "pass"


@mutation
def call(place: Place) -> Edits:
    """A call more or less, or of another function; saved tensors that no graph reaches."""
    node = place.node
    if is_value(place):
        yield from ((node, f"{bracketed(node)}.{wrap}()") for wrap in WRAPS)
    if getattr(node, "attr", "") == "saved_tensors":
        yield node, f"[saved.detach() for saved in {ast.unparse(node)}]"
    if not method(node) or of_context(node):
        return
    for other in INSTEAD.get(method(node), ()):
        changed = ast.Attribute(node.func.value, other, ast.Load())
        yield node, ast.unparse(ast.Call(changed, node.args, node.keywords))
    if not of_torch(node):
        yield node, bracketed(node.func.value)
    elif len(node.args) == 1:
        yield node, bracketed(node.args[0])


@mutation
def returned(place: Place) -> Edits:
    """Two returned values exchanged; None or zeros instead of one; one less; one twice."""
    values = answers(place.node)
    whole = getattr(place.node, "value", place.node)
    for swapped in swaps(values):
        yield whole, listed(swapped)
    for value in values:
        if not isinstance(value, ast.Constant):
            yield value, "None"
            yield value, f"torch.zeros_like({ast.unparse(value)})"
    if len(values) > 1:
        yield from ((whole, listed(v for v in values if v is not one)) for one in values)


@mutation
def saved(place: Place) -> Edits:
    """One tensor less saved; two exchanged, when they are saved or when they are taken out."""
    node = place.node
    if method(node) == "save_for_backward":
        function = ast.unparse(node.func)
        fewer = [[v for v in node.args if v is not one] for one in node.args]
        for arguments in (*fewer, *swaps(node.args)):
            yield node, f"{function}({', '.join(map(ast.unparse, arguments))})"
    for targets in swaps(unpacked(node, "saved_tensors")):
        yield node.targets[0], listed(targets)


@mutation
def condition(place: Place) -> Edits:
    """The opposite of a condition, or no condition."""
    tests = [getattr(place.node, "test", None), *getattr(place.node, "ifs", ())]
    for test in filter(None, tests):
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            opposite = OPPOSITE[type(test.ops[0])]
            yield test, f"{bracketed(test.left)} {opposite} {bracketed(test.comparators[0])}"
        else:
            yield test, f"not {bracketed(test)}"
        yield test, "True"
        yield test, "False"


@mutation
def in_place(place: Place) -> Edits:
    """The same, written over one of the operands."""
    node = place.node
    operands = binary(node)
    if operands and operands[1] in IN_PLACE:
        left, symbol, right = operands
        written = IN_PLACE[symbol]
        pairs = [(left, right), (right, left)] if symbol in "+*" else [(left, right)]
        for over, other in pairs:
            if not isinstance(over, ast.Constant):
                yield node, f"{bracketed(over)}.{written}({ast.unparse(other)})"
    if method(node) in {"tanh", "sigmoid", "exp", "cosh", "square"}:
        over = node.args[0] if of_torch(node) else node.func.value
        yield node, f"{bracketed(over)}.{method(node)}_()"
