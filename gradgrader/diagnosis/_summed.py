"""A sum over an axis on the way back, taken otherwise than it should be."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from gradgrader.diagnosis._slopes import Replaced


def parsed(text: str) -> ast.expr:
    """The expression that a text is."""
    return ast.parse(text, mode="eval").body


def sums_over_axes(node: ast.Call, earlier: Mapping[str, str]) -> Iterator[Replaced]:
    """Another axis, a mean, no sum at all, one of its terms, or a sum before the product."""
    assert isinstance(node.func, ast.Attribute)
    other = "mean" if node.func.attr == "sum" else "sum"
    renamed = ast.Attribute(node.func.value, other, ast.Load())
    yield "factor", 1.2, "", ast.Call(renamed, node.args, node.keywords)
    yield "missing-reduction", 1.0, "", node.func.value
    if node.args:
        for axis in range(2):
            yield (
                "wrong-axis",
                1.2,
                "",
                ast.Call(node.func, [ast.Constant(axis), *node.args[1:]], node.keywords),
            )
    inner, (over, *_) = node.func.value, [*node.args, ast.Constant(None)]
    if isinstance(over, ast.Constant) and isinstance(over.value, int):
        for start, length in ((0, "1"), (1, f"({ast.unparse(inner)}).shape[{over.value}] - 1")):
            some = parsed(f"({ast.unparse(inner)}).narrow({over.value}, {start}, {length})")
            method = ast.Attribute(some, node.func.attr, ast.Load())
            yield "some-only", 1.3, "", ast.Call(method, node.args, node.keywords)
    formula = earlier.get(inner.id, "") if isinstance(inner, ast.Name) else ""
    product = parsed(formula) if formula else inner
    if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult):
        early = [
            ast.Call(ast.Attribute(wide, "sum", ast.Load()), node.args, node.keywords)
            for one in (product.left, product.right)
            for wide in [ast.BinOp(one, ast.Add(), ast.BinOp(ast.Constant(0), ast.Mult(), product))]
        ]
        yield "summed-first", 1.3, "", ast.BinOp(early[0], ast.Mult(), early[1])
