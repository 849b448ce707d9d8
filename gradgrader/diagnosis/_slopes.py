"""Derivatives that are wrong: their sign, their square, the value that they are taken at."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

FUNCTIONS = ("tanh", "sigmoid", "exp")
Replaced = tuple[str, float, str, ast.expr]  # code, cost, what it is about, what stands there


def slopes(node: ast.expr, values: Sequence[str]) -> Iterator[Replaced]:
    """A derivative that is wrong: the value that it is taken at, its sign, its square."""
    about = ast.unparse(node)
    used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in values}
    for name in sorted(used):
        instead = [(1.0, other, other) for other in values if other != name]
        instead += [(1.4, "", f"torch.{function}({name})") for function in FUNCTIONS]
        for cost, other, made in instead:
            told = f"{about}|{name}|{other}"
            yield "derivative-elsewhere", cost, told, _renamed(node, name, made)
    for code, cost, made_ in _powers_and_signs(node):
        yield code, cost, about, made_


def _powers_and_signs(node: ast.expr) -> Iterator[tuple[str, float, ast.expr]]:
    match node:
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            yield "sign", 1.0, ast.BinOp(left, ast.Add(), right)
            yield "sign", 1.0, ast.BinOp(right, ast.Sub(), left)
            yield from (("wrong-derivative", 1.3, gone) for gone in (left, right))
            nothing = ast.BinOp(ast.Constant(0), ast.Mult(), left)  # of the same shape
            yield "wrong-derivative", 1.3, ast.BinOp(nothing, ast.Sub(), right)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            yield from (("wrong-derivative", 1.1, gone) for gone in (left, right))
            yield "wrong-derivative", 1.4, ast.BinOp(node, ast.Mult(), left)
            yield "wrong-derivative", 1.4, ast.BinOp(left, ast.Add(), right)
            yield "wrong-product", 1.2, ast.BinOp(left, ast.MatMult(), right)
        case ast.BinOp(left=left, op=ast.Pow()):
            yield "wrong-derivative", 1.1, left
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            yield "sign", 1.0, inner
        case ast.Call(func=ast.Attribute(value=ast.Name("torch"), attr=name), args=[inner]) if (
            name in FUNCTIONS
        ):
            yield "wrong-derivative", 1.2, inner
    if not isinstance(node, ast.Call):
        for scale in (0.5, 2.0):
            yield "wrong-derivative", 1.4, ast.BinOp(ast.Constant(scale), ast.Mult(), node)


def _renamed(node: ast.expr, name: str, other: str) -> ast.expr:
    class Rename(ast.NodeTransformer):
        def visit_Name(self, one: ast.Name) -> ast.AST:
            return ast.parse(other, mode="eval").body if one.id == name else one

    copied = ast.parse(ast.unparse(node), mode="eval").body
    renamed = Rename().visit(copied)
    assert isinstance(renamed, ast.expr)
    return renamed
