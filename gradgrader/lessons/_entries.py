"""Formulas of entries as text and as LaTeX: cotangents first, in the order of entries."""

from __future__ import annotations

import re

import sympy
from sympy.printing.latex import LatexPrinter
from sympy.printing.str import StrPrinter

from gradgrader.derivation.records import Lesson
from gradgrader.lessons._latex import entry_name

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class _Text(StrPrinter):  # type: ignore[misc]
    def __init__(self, names: dict[str, str]) -> None:
        super().__init__()
        self._names = names

    def _print_Symbol(self, expr: sympy.Symbol) -> str:
        return self._names[expr.name]

    def _print_Float(self, expr: sympy.Float) -> str:
        return f"{float(expr):g}"

    def _print_Heaviside(self, expr: sympy.Heaviside) -> str:
        return f"[{self._print(expr.args[0])} > 0]"

    def _print_Equality(self, expr: sympy.Eq) -> str:
        return f"{self._print(expr.lhs)} = {self._print(expr.rhs)}"

    def _print_Piecewise(self, expr: sympy.Piecewise) -> str:
        return f"[{self._print(expr.args[0].cond)}]"  # 1 where it holds: a comparison's entries


class _Latex(LatexPrinter):  # type: ignore[misc]
    def __init__(self, names: dict[str, str]) -> None:
        super().__init__({"fold_func_brackets": False})
        self._entry_names = names

    def _print_Symbol(self, expr: sympy.Symbol, style: str = "plain") -> str:  # noqa: ARG002 - sympy's
        return self._entry_names[expr.name]

    def _print_Float(self, expr: sympy.Float) -> str:
        return f"{float(expr):g}"

    def _print_Heaviside(self, expr: sympy.Heaviside, exp: object = None) -> str:
        bracket = f"\\left[{self._print(expr.args[0])} > 0\\right]"
        return bracket if exp is None else f"{bracket}^{{{exp}}}"

    def _print_Piecewise(self, expr: sympy.Piecewise) -> str:
        return f"\\left[{self._print(expr.args[0].cond)}\\right]"


class Entries:
    """Writes entries of one lesson.

    sympy orders by name; so each symbol is called by a name that stands where it should.
    """

    def __init__(self, lesson: Lesson) -> None:
        self._sorted: dict[sympy.Symbol, sympy.Symbol] = {}
        text: dict[str, str] = {}
        latex: dict[str, str] = {}
        for place, value in enumerate((lesson.cotangent, *lesson.values, lesson.result)):
            of = lesson.result.name if place == 0 else value.name
            for number, symbol in enumerate(value.entries.entries):
                name = f"{chr(ord('A') + place)}{number:05}"
                self._sorted[symbol] = sympy.Symbol(name, real=True)
                text[name] = symbol.name
                index = number if value.entries.shape else None
                latex[name] = entry_name(of, index, gradient=place == 0)
        self._text, self._latex = _Text(text), _Latex(latex)

    def text(self, entry: sympy.Expr, *, ascii_only: bool = False) -> str:
        """`gx0·k0 + gx1·k3`, `1 - a0²`; with stars where there is nothing but ASCII."""
        plain = str(self._text.doprint(self._placed(entry)))
        if ascii_only:
            return plain
        raised = re.sub(r"\*\*(\d+)", lambda match: match[1].translate(_RAISED), plain)
        return raised.replace("**", "^").replace("*", "·")

    def latex(self, entry: sympy.Expr) -> str:
        return str(self._latex.doprint(self._placed(entry)))

    def _placed(self, entry: sympy.Expr) -> sympy.Expr:
        return entry.xreplace(self._sorted)
