"""A small change of a function's text, and what those who propose one may look at."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from gradgrader.diagnosis._splice import Level, Made, Splice, Text

MODULES = frozenset({"torch", "F", "nn", "math", "np", "numpy"})
META = frozenset(
    {"saved_tensors", "saved_variables", "needs_input_grad", "shape", "dtype", "device"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What to change, how far-fetched that is (about 1 to 3), and what kind of mistake it mends.

    `node` is what is changed; `unsaved` are names that forward would have to save for it.
    """

    kind: str
    cost: float
    node: ast.AST
    splices: tuple[Splice, ...]
    line: int
    unsaved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Function:
    """A function definition in its text, and how its author writes.

    `role` is its name in the class (forward, backward, ...) or "helper", `bound` says where in the
    text tensors get their names, `attributes` are those that the context has, `squares` is `*`
    where a square is written as a product. `inputs` is how many gradients backward owes.
    """

    node: ast.FunctionDef
    text: Text
    role: str = "backward"
    transpose: str = ".T"
    squares: str = "**"
    context: str = ""
    attributes: tuple[str, ...] = ()
    bound: tuple[tuple[str, int], ...] = ()
    functions: tuple[str, ...] = ()
    inputs: int = 0

    def names(self, statement: ast.stmt) -> tuple[str, ...]:
        """Tensors (as far as the text tells) that a statement can use."""
        start = self.text.start(statement)
        before = (name for name, bound in self.bound if bound <= start)
        return tuple(dict.fromkeys((*before, *self.attributes)))


@dataclass(frozen=True, slots=True)
class Place:
    """An expression in a function: where it stands, and ways to write another one instead."""

    node: ast.expr
    around: tuple[ast.AST, ...]
    statement: ast.stmt
    function: Function = field(repr=False)

    @property
    def parent(self) -> ast.AST:
        return self.around[-1]

    @property
    def names(self) -> tuple[str, ...]:
        return self.function.names(self.statement)

    @property
    def whole(self) -> bool:
        """Whether it is all of an assignment's value, of a returned gradient, or of an argument."""
        parent = self.parent
        if isinstance(parent, ast.Tuple):
            return isinstance(self.around[-2], (ast.Return, ast.Assign))
        return isinstance(parent, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return))

    @property
    def operand(self) -> bool:
        """Whether it stands beside an operator."""
        return isinstance(self.parent, ast.BinOp)

    def made(self, node: ast.expr) -> Made:
        return self.function.text.made(node)

    def to(self, kind: str, cost: float, new: Made) -> Edit:
        """The edit that puts something else here."""
        tight = Level.ANY if self.whole else Level.ATOM
        return self.edit(kind, cost, [(self.node, new.at(tight))])

    def edit(self, kind: str, cost: float, changes: list[tuple[ast.expr, str]]) -> Edit:
        """The edit that writes these expressions in another way."""
        text = self.function.text
        return Edit(
            kind=kind,
            cost=cost,
            node=self.node,
            splices=tuple(text.replaced(node, new) for node, new in changes),
            line=changes[0][0].lineno,
        )


Proposals = Iterator[Edit]
AT_EXPRESSIONS: dict[str, Callable[[Place], Proposals]] = {}
AT_STATEMENTS: dict[str, Callable[[ast.stmt, Function], Proposals]] = {}


def at_expressions(propose: Callable[[Place], Proposals]) -> Callable[[Place], Proposals]:
    """Register what proposes edits of an expression."""
    AT_EXPRESSIONS[propose.__name__] = propose
    return propose


def at_statements(
    propose: Callable[[ast.stmt, Function], Proposals],
) -> Callable[[ast.stmt, Function], Proposals]:
    """Register what proposes edits of a statement."""
    AT_STATEMENTS[propose.__name__] = propose
    return propose


def binary(left: Made, symbol: str, right: Made) -> Made:
    """Two expressions with an operator between them."""
    if symbol == "**":
        return Made(f"{left.at(Level.ATOM)} ** {right.at(Level.SIGNED)}", Level.POWER)
    least = Level.SUM if symbol in {"+", "-"} else Level.PRODUCT
    after = Level.PRODUCT if symbol == "-" or least is Level.PRODUCT else Level.SUM
    tight = Level.SIGNED if least is Level.PRODUCT else after
    return Made(f"{left.at(least)} {symbol} {right.at(tight)}", least)


def name(text: str) -> Made:
    return Made(text, Level.ATOM)


def negative(inner: Made) -> Made:
    return Made(f"-{inner.at(Level.SIGNED)}", Level.SIGNED)


def called(inner: Made, method: str) -> Made:
    """`inner` with a method or an attribute behind it: `.T`, `.sum(0)`."""
    return Made(f"{inner.at(Level.ATOM)}{method}", Level.ATOM)
