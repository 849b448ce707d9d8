"""Operations on each entry alone: `sympy.diff` knows what they send back.

A second formula is given only where torch has its own convention (at kinks), or where the result
itself says it better than the derivative does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy

from gradgrader.derivation.grid import Grid, number
from gradgrader.derivation.rules.base import RULES, Back, Call, Rule
from gradgrader.derivation.trace import Node

_NAMES = vars(sympy)


def each(formula: str, values: Mapping[str, Any]) -> sympy.Expr:
    """A formula for one entry, with these values for the names of the arguments."""
    return sympy.sympify(eval(formula, {**_NAMES, "__builtins__": {}}, dict(values)))  # noqa: S307 - from the table below


def scalars(call: Call) -> dict[str, sympy.Expr]:
    """The arguments of a call that are numbers."""
    found = {}
    for name, one in call.given.items():
        if isinstance(one, (bool, int, float)):
            found[name] = number(one)
    return found


def _entries(formula: str) -> Any:
    def entries(call: Call, grids: Mapping[str, Grid]) -> Grid:
        shape = tuple(call.node.value.shape)
        wide = {name: grid.expanded(shape).entries for name, grid in grids.items()}
        numbers = scalars(call)
        count = call.node.value.numel()
        made = (
            each(formula, {**numbers, **{name: all_[i] for name, all_ in wide.items()}})
            for i in range(count)
        )
        return Grid(shape, tuple(made))

    return entries


def _entrywise(name: str, formula: str, /, *, light: bool = False, **back: Back) -> None:
    RULES.add(name, Rule(_entries(formula), back, each=formula, light=light))


def slope(rule: Rule, call: Call, name: str) -> sympy.Expr:
    """The derivative by one argument, the others as symbols of their names."""
    tensors = {one: sympy.Symbol(one, real=True) for one in call.tensors()}
    whole = each(rule.each, {**scalars(call), **tensors})
    found = sympy.diff(whole, tensors[name])
    result = sympy.Symbol("y", real=True)
    if isinstance(call.given.get(name), Node) and not whole.is_Symbol and whole.is_Function:
        return found.subs(whole, result)
    return found


for _name in (
    "sin",
    "cos",
    "tan",
    "sinh",
    "cosh",
    "tanh",
    "asin",
    "acos",
    "atan",
    "exp",
    "log",
    "erf",
):
    _entrywise(_name, f"{_name}(self)")

_entrywise("neg", "-self", light=True)
_entrywise("add", "self + alpha * other", light=True)
_entrywise("sub", "self - alpha * other", light=True)
_entrywise("rsub", "other - alpha * self", light=True)
_entrywise("mul", "self * other")
_entrywise("div", "self / other")
_entrywise("pow", "self ** exponent")
_entrywise("reciprocal", "1 / self", self="-g * y ** 2")
_entrywise("sqrt", "sqrt(self)", self="g / (2 * y)")
_entrywise("rsqrt", "1 / sqrt(self)", self="-g * y ** 3 / 2")
_entrywise("log1p", "log(1 + self)")
_entrywise("expm1", "exp(self) - 1", self="g * (y + 1)")
_entrywise("log2", "log(self) / log(2)")
_entrywise("sigmoid", "1 / (1 + exp(-self))", self="g * y * (1 - y)")
_entrywise(
    "silu",
    "self / (1 + exp(-self))",
    self="g * (torch.sigmoid(self) + y * (1 - torch.sigmoid(self)))",
)
_entrywise("relu", "Max(self, 0)", self="g * (self > 0)")
_entrywise("abs", "Abs(self)", self="g * torch.sign(self)")
_entrywise("maximum", "Max(self, other)", self="g * (self > other)", other="g * (other > self)")
_entrywise("clamp_min", "Max(self, min)", self="g * (self >= min)")
_entrywise("minimum", "Min(self, other)", self="g * (self < other)", other="g * (other < self)")
_entrywise(
    "where",
    "condition * self + (1 - condition) * other",
    condition="",
    self="torch.where(condition, g, 0)",
    other="torch.where(condition, 0, g)",
)
_entrywise(
    "masked_fill",
    "Piecewise((value, mask > 0), (self, True))",
    self="g.masked_fill(mask, 0)",
    mask="",
)
_entrywise("sign", "sign(self)", self="")
for _name, _sign in {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}.items():
    _entrywise(
        _name, f"Piecewise((1, self {_sign} other), (0, True))", light=True, self="", other=""
    )
_entrywise("eq", "Piecewise((1, Eq(self, other)), (0, True))", light=True, self="", other="")
