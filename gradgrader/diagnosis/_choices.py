"""Steps of the way back that are not taken: a choice between entries, a scan, a scatter."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from gradgrader.diagnosis._slopes import Replaced

AXES = {"unsqueeze", "reshape", "view"}  # what a call of these gives back is an axis
# what is written into zeros at the places of an index: last one wins, averaged, read there
WRITTEN = {
    "index_add": {
        "last-only": "{zeros}.index_copy({dim}, {index}, {came})",
        "shared-out": "{zeros}.index_add({dim}, {index}, {came})"
        " / {zeros}.index_add({dim}, {index}, ({came} != 0).to({came}.dtype)).clamp(min=1)",
        "read-again": "{came}.index_select({dim}, {index})",
    },
    "scatter_add": {
        "last-only": "{zeros}.scatter({dim}, {index}, {came})",
        "shared-out": "{zeros}.scatter_reduce({dim}, {index}, {came}, 'mean', include_self=False)",
        "read-again": "{came}.gather({dim}, {index})",
    },
}


def choices(
    node: ast.AST, arrives: Callable[[ast.AST], bool], values: Sequence[str]
) -> Iterator[Replaced]:
    """No mask, a share for each side, one of two conditions, a sign for a condition; no step."""
    if isinstance(node, ast.Call) and arrives(node):
        start = _start(node)
        if start is not node and arrives(start):
            yield "lost-axis" if _gives_axis(node, start) else "missing-path", 1.2, "", start
        yield from _written(node)
    match node:
        case ast.Call(func=ast.Attribute(attr="where"), args=[mask, *ways]):
            for way in filter(arrives, ways):
                yield "missing-mask", 0.9, ast.unparse(mask), way
                yield "halved", 1.2, "", ast.BinOp(way, ast.Div(), ast.Constant(2))
        case ast.Call(func=ast.Attribute(value=one, attr="logical_and"), args=[other]):
            yield from (("half-condition", 0.9, "", half) for half in (one, other))
        case ast.Compare():
            used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            for name in values if used & {*values} else ():
                sign = ast.parse(f"torch.sign({name})", mode="eval").body
                yield "wrong-derivative", 1.1, ast.unparse(node), sign


def _start(node: ast.expr) -> ast.expr:
    """`g` of `g.flip(0).cumsum(0).flip(0)`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    return node


def _gives_axis(node: ast.Call, start: ast.expr) -> bool:
    """Whether an axis is all that is given back: `g.unsqueeze(1)` for `g`."""
    match node.func:
        case ast.Attribute(value=value, attr=name):
            return value is start and name in AXES
    return False


def _written(node: ast.Call) -> Iterator[Replaced]:
    """What is added up at the places of an index: overwritten, averaged, or read there instead."""
    match node:
        case ast.Call(func=ast.Attribute(value=zeros, attr=name), args=[dim, index, came]):
            parts = {"zeros": zeros, "dim": dim, "index": index, "came": came}
            texts = {key: f"({ast.unparse(part)})" for key, part in parts.items()}
            for code, other in WRITTEN.get(name, {}).items():
                yield code, 1.0, "", ast.parse(other.format(**texts), mode="eval").body
