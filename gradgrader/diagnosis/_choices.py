"""Steps of the way back that are not taken: a choice between entries, a scan, a scatter."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from gradgrader.diagnosis._slopes import Replaced


def choices(
    node: ast.AST, arrives: Callable[[ast.AST], bool], values: Sequence[str]
) -> Iterator[Replaced]:
    """No mask, a share for each side, one of two conditions, a sign for a condition; no step."""
    if isinstance(node, ast.Call) and arrives(node):
        start = _start(node)
        if start is not node and arrives(start):
            yield "missing-path", 1.2, "", start
    match node:
        case ast.Call(func=ast.Attribute(attr="where"), args=[mask, *ways]):
            for way in filter(arrives, ways):
                yield "missing-mask", 0.9, ast.unparse(mask), way
                yield "halved", 1.2, "", ast.BinOp(way, ast.Div(), ast.Constant(2))
        case ast.Call(func=ast.Attribute(value=one, attr="logical_and"), args=[other]):
            yield from (("half-condition", 0.9, "", half) for half in (one, other))
        case ast.Compare():
            for name in values:
                sign = ast.parse(f"torch.sign({name})", mode="eval").body
                yield "wrong-derivative", 1.1, ast.unparse(node), sign


def _start(node: ast.expr) -> ast.expr:
    """`g` of `g.flip(0).cumsum(0).flip(0)`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node
