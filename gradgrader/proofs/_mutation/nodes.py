"""What a node of a syntax tree is, in the words of the edits."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from gradgrader.proofs._mutation.places import CONTEXT, Place, stored

SYMBOLS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.MatMult: "@",
    ast.Pow: "**",
}
PRODUCTS = {"matmul": "@", "mm": "@", "mul": "*", "add": "+", "sub": "-", "div": "/"}
SIZES = {"range", "len"}
TRANSPOSES = {"T", "mT"}


def bracketed(node: Any) -> str:
    return f"({ast.unparse(node)})"


def listed(nodes: Iterable[Any]) -> str:
    """The text of a tuple."""
    return f"({''.join(f'{ast.unparse(node)}, ' for node in nodes)})"


def swaps(nodes: list[Any]) -> Iterator[list[Any]]:
    """The list with each two of its members exchanged."""
    for i, j in itertools.combinations(range(len(nodes)), 2):
        swapped = [*nodes]
        swapped[i], swapped[j] = nodes[j], nodes[i]
        yield swapped


def method(node: Any) -> str:
    """What is called: `mm` for `torch.mm(...)` and `q.mm(...)`."""
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return node.func.attr if named else ""


def of_torch(node: Any) -> bool:
    """Whether a call is `torch.something(...)`."""
    return bool(method(node)) and ast.unparse(node.func.value) == "torch"


def of_context(node: Any) -> bool:
    """Whether a call or an attribute is the context's."""
    inner = node.func if isinstance(node, ast.Call) else node
    return isinstance(inner, ast.Attribute) and ast.unparse(inner.value) in CONTEXT


def binary(node: Any) -> tuple[Any, str, Any] | None:
    """Two operands and what is between them, also where that is written as a call."""
    if isinstance(node, ast.BinOp):
        return node.left, SYMBOLS.get(type(node.op), "%"), node.right
    if method(node) in PRODUCTS:
        operands = node.args if of_torch(node) else [node.func.value, *node.args]
        if len(operands) == 2:  # noqa: PLR2004 - left and right
            return operands[0], PRODUCTS[method(node)], operands[1]
    return None


def is_value(place: Place) -> bool:
    """Whether a node is an expression for a tensor, and the whole of it."""
    node, parent = place.node, place.parent
    outside = isinstance(parent, ast.Attribute | ast.Starred | ast.Expr)
    if outside or node is getattr(parent, "func", None) or node is getattr(parent, "slice", None):
        return False
    if isinstance(parent, ast.Call) and ast.unparse(parent.func) in SIZES:
        return False
    if isinstance(node, ast.Name):
        return node.id in place.names and not stored(node)
    if isinstance(node, ast.Attribute):
        return node.attr in TRANSPOSES
    if isinstance(node, ast.Call):
        return not of_context(node) and ast.unparse(node.func) not in {*SIZES, "zip"}
    return isinstance(node, ast.BinOp | ast.Subscript)


def answers(node: Any) -> list[Any]:
    """The values of a return statement."""
    if not isinstance(node, ast.Return) or node.value is None:
        return []
    return node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]


def unpacked(node: Any, what: str) -> list[Any]:
    """The targets of `a, b = ctx.what`."""
    if isinstance(node, ast.Assign) and getattr(node.value, "attr", "") == what:
        return getattr(node.targets[0], "elts", [])
    return []
