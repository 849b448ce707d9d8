r"""Formulas without coordinates as LaTeX, in which `*`, `/` and `**` are entrywise.

Only what GitHub and Jupyter both show: no \operatorname, which GitHub refuses.
"""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass

GREEK = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "kappa", "lambda", "mu", "nu"),
    *("xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"),
}
TIGHT = {ast.Add: 1, ast.Sub: 1, ast.Mult: 2, ast.Div: 2, ast.MatMult: 2, ast.Pow: 4}
SIGNED, ATOM = 3, 5
KNOWN = frozenset(["tanh", "exp", "log", "sin", "cos", "tan", "sinh", "cosh"])
RELATIONS = {
    ast.Gt: ">",
    ast.GtE: "\\ge",
    ast.Lt: "<",
    ast.LtE: "\\le",
    ast.Eq: "=",
    ast.NotEq: "\\ne",
}


def entry_name(name: str, index: int | None, *, gradient: bool = False) -> str:
    """An entry of a tensor: `q_{0}`, and what comes back for it: `g_{q_0}`."""
    own = plain_name(name) if index is None else f"{plain_name(name)}_{{{index}}}"
    return f"g_{{{own}}}" if gradient else own


def plain_name(name: str) -> str:
    r"""A name as a letter where it is one: `\mu`, `q`, `\mathrm{weights}`."""
    if name in GREEK:
        return f"\\{name}"
    return name if len(name) == 1 else f"\\mathrm{{{_safe(name)}}}"


@dataclass(frozen=True, slots=True)
class Formulas:
    """Writes formulas: `matrices` in capitals, `gradients` by the names that they are of."""

    matrices: Collection[str]
    gradients: dict[str, str]

    def name(self, name: str) -> str:
        """`Q` for a matrix q, `G_{Q}` for its gradient."""
        base = name.removesuffix("_total")
        if base in self.gradients:
            letter = "G" if self.gradients[base] in self.matrices else "g"
            above = "^{\\mathrm{total}}" if base != name else ""
            return f"{letter}_{{{self.name(self.gradients[base])}}}{above}"
        capital = name.upper()
        if name in self.matrices and len(name) == 1 and capital not in self.matrices:
            return capital
        return plain_name(name)

    def latex(self, tree: ast.expr) -> str:
        """A formula."""
        return self._at(tree, 0)

    def _at(self, tree: ast.expr, least: int) -> str:
        text, tight = self._made(tree)
        return text if tight >= least else f"\\left({text}\\right)"

    def _made(self, tree: ast.expr) -> tuple[str, int]:
        """LaTeX, and how tightly it holds together."""
        match tree:
            case ast.BinOp():
                made = self._operation(tree)
            case ast.UnaryOp():
                made = f"-{self._at(tree.operand, TIGHT[ast.Mult])}", 1
            case ast.Call():
                made = self._call(tree)
            case ast.Attribute(attr="T" | "mT"):
                made = f"{self._at(tree.value, ATOM)}^{{\\top}}", TIGHT[ast.Pow]
            case ast.Compare():
                sign = RELATIONS[type(tree.ops[0])]
                sides = self._at(tree.left, 1), self._at(tree.comparators[0], 1)
                made = f"\\left[{sides[0]} {sign} {sides[1]}\\right]", ATOM
            case ast.Subscript():
                made = self._size(tree), ATOM
            case ast.Name():
                made = self.name(tree.id), ATOM
            case ast.List():
                made = ", ".join(self.latex(one) for one in tree.elts), ATOM
            case _:
                made = ast.unparse(tree), ATOM
        return made

    def _operation(self, tree: ast.BinOp) -> tuple[str, int]:
        kind = type(tree.op)
        tight = TIGHT[kind]
        if kind is ast.Div:
            return f"\\frac{{{self.latex(tree.left)}}}{{{self.latex(tree.right)}}}", ATOM
        if kind is ast.Pow:
            mark = "" if _scalar(tree.left) else "\\odot "
            return f"{self._at(tree.left, ATOM)}^{{{mark}{self.latex(tree.right)}}}", tight
        mixed = kind in {ast.Mult, ast.MatMult} and _mixes(tree)
        left = self._at(tree.left, SIGNED if mixed else tight)
        right = self._at(tree.right, tight if kind is ast.Add else tight + 1)
        if kind is ast.MatMult or (
            kind is ast.Mult and (_scalar(tree.left) or _scalar(tree.right))
        ):
            return f"{left} {right}", tight
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "\\odot"}[kind]
        return f"{left} {sign} {right}", tight

    def _call(self, tree: ast.Call) -> tuple[str, int]:
        method = tree.func
        assert isinstance(method, ast.Attribute)
        if isinstance(method.value, (ast.Name, ast.Attribute)) and _is_torch(method.value):
            name = (
                f"\\{method.attr}" if method.attr in KNOWN else f"\\mathrm{{{_safe(method.attr)}}}"
            )
            inner = ", ".join(self.latex(arg) for arg in tree.args)
            if method.attr == "sqrt":
                return f"\\sqrt{{{inner}}}", ATOM
            return f"{name}{self._words(tree)}\\left({inner}\\right)", ATOM
        value = self.latex(method.value)
        if method.attr in {"unsqueeze", "expand_as", "reshape_as"}:  # the same numbers
            return self._made(method.value)
        words = self._words(tree, [self.latex(arg) for arg in tree.args])
        return f"\\mathrm{{{_safe(method.attr)}}}{words}\\left({value}\\right)", ATOM

    def _words(self, tree: ast.Call, where: Collection[str] = ()) -> str:
        """Axes as a subscript; whether they are kept shows in the shapes."""
        dims = [self.latex(k.value) for k in tree.keywords if k.arg == "dim"]
        every = ", ".join([*where, *dims])
        return f"_{{{every}}}" if every else ""

    def _size(self, tree: ast.Subscript) -> str:
        """`x.shape[1]` as n with the axis."""
        value = tree.value
        if isinstance(value, ast.Attribute) and value.attr == "shape":
            return f"n_{{{self.latex(tree.slice)}}}"
        return ast.unparse(tree)


def _scalar(tree: ast.expr) -> bool:
    """Whether this is a number: a constant, or made of sizes."""
    if isinstance(tree, ast.BinOp):
        return _scalar(tree.left) and _scalar(tree.right)
    return isinstance(tree, (ast.Constant, ast.Subscript))


def _is_torch(tree: ast.expr) -> bool:
    return ast.unparse(tree).split(".")[0] == "torch"


def _mixes(tree: ast.BinOp) -> bool:
    """Whether an entrywise product stands left in a matrix product, or the other way round."""
    products = (ast.Mult, ast.MatMult)
    inner = tree.left.op if isinstance(tree.left, ast.BinOp) else None
    return isinstance(inner, products) and not isinstance(inner, type(tree.op))


def _safe(name: str) -> str:
    return name.replace("_", "\\_")
