"""How a function is written: which names it binds where, and its author's habits."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis._read import operation
from gradgrader.diagnosis._splice import Text

COUNTS = frozenset({"shape", "size", "dim", "numel", "ndim", "item", "dtype", "device"})
COUNTING = frozenset({"len", "range", "enumerate", "int", "zip"})


def bindings(
    function: ast.FunctionDef, text: Text, *, context: bool
) -> tuple[tuple[str, int], ...]:
    """Names of tensors with the place from which on they can be used.

    With `context` the first argument is none of them. Names of sizes and of counters are left out.
    """
    given = function.args.args[1:] if context else function.args.args
    found = [(argument.arg, 0) for argument in given]
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and not _counts(node.value):
            names = [name for target in node.targets for name in _stored(target)]
            found += [(name, text.end(node)) for name in names]
        elif isinstance(node, ast.AnnAssign) and node.value and not _counts(node.value):
            found += [(name, text.end(node)) for name in _stored(node.target)]
        elif isinstance(node, ast.For) and not _counts(node.iter):
            found += [(name, text.end(node.iter)) for name in _stored(node.target)]
    return tuple(sorted(found, key=lambda one: one[1]))


def _stored(target: ast.AST) -> Iterator[str]:
    for node in ast.walk(target):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id != "_":
            yield node.id


def _counts(value: ast.expr) -> bool:
    """Whether it is a number that says how many, or which."""
    while isinstance(value, ast.Subscript):
        value = value.value
    if isinstance(value, ast.Call):
        value = value.func
    if isinstance(value, ast.Attribute):
        return value.attr in COUNTS or value.attr == "needs_input_grad"
    named = isinstance(value, ast.Name) and value.id in COUNTING
    return named or isinstance(value, (ast.Constant, ast.Compare, ast.BoolOp))


def squares(tree: ast.AST) -> str:
    """`*` where squares are written as `a * a`, else `**`."""
    products = powers = 0
    for node in ast.walk(tree):
        found = operation(node)
        if found is not None and found.symbol == "*":
            products += ast.dump(found.left) == ast.dump(found.right)
        powers += found is not None and found.symbol == "**"
    return "*" if products > powers else "**"


def called_functions(tree: ast.AST, known: frozenset[str]) -> tuple[str, ...]:
    """Which of these functions are called, as functions or as methods."""
    names = (
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )
    return tuple(dict.fromkeys(name for name in names if name in known))
