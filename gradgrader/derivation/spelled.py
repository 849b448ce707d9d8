"""Formulas of sympy as Python that torch runs."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import sympy
from sympy.printing.str import StrPrinter

Tree = ast.expr


class _Torch(StrPrinter):  # type: ignore[misc]
    """Functions by torch's names."""

    def _print_Function(self, expr: sympy.Function) -> str:
        if expr.is_number:  # torch's functions take no numbers
            return repr(float(expr))
        return f"torch.{expr.func.__name__}({', '.join(self._print(arg) for arg in expr.args)})"

    def _print_Pow(self, expr: sympy.Pow, **more: bool) -> str:
        if abs(expr.exp) != sympy.Rational(1, 2):
            return str(super()._print_Pow(expr, **more))
        number = expr.base.is_number
        root = repr(float(expr.base) ** 0.5) if number else f"torch.sqrt({self._print(expr.base)})"
        return root if expr.exp > 0 else f"(1 / {root})"


def parsed(text: str) -> Tree:
    """A formula as a tree."""
    return ast.parse(text, mode="eval").body


def spelled(expr: sympy.Expr) -> str:
    """A formula whose symbols are tensors."""
    return str(_Torch({"order": "none"}).doprint(expr))


def times(cotangent: str, slope: sympy.Expr) -> str:
    """The cotangent times a slope, as one writes it: `-g / b`, not `g * (-1 / b)`."""
    above, below = sympy.fraction(slope)
    sign = ""
    if above.could_extract_minus_sign() and not above.is_Add:
        sign, above = "-", -above
    text = f"{sign}{cotangent}" if above == 1 else f"{sign}{cotangent} * ({spelled(above)})"
    return text if below == 1 else f"{text} / ({spelled(below)})"


class _Fill(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, Tree]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._names.get(node.id, node)


def filled(pattern: str, names: Mapping[str, Tree]) -> Tree:
    """A pattern with expressions for its names."""
    made = _Fill(names).visit(parsed(pattern))
    assert isinstance(made, ast.expr)
    return made
