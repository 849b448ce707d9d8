"""Versions of an exercise's own forward, one or two of whose nodes are others by mistake."""

from __future__ import annotations

import ast
import itertools
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor

from gradgrader.diagnosis._instead import instead, of_the_whole
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._rounds import in_rounds
from gradgrader.diagnosis._unfolded import Unfolded
from gradgrader.model.exercise import Exercise

LARGEST = 512  # versions of one forward
# mistakes that are easily made twice, in two places of the same forward
TWICE = {"as-constant", "other-axis", "mask-left-out"}


@dataclass(frozen=True, slots=True)
class Change:
    """A node of a statement of forward, and what stands there by mistake."""

    code: str
    cost: float
    about: str
    statement: ast.Assign | ast.Return
    node: ast.expr
    new: ast.expr


@dataclass(frozen=True, slots=True)
class Version:
    """A mistake, and the forward that makes it.

    `recomputed`: it is made where backward computes values of forward again, and what backward does
    with them is right.
    """

    mistake: Mistake
    forward: Callable[..., Any]
    number: int
    recomputed: bool = False


@dataclass(slots=True)
class _Put(ast.NodeTransformer):
    """Puts other expressions for nodes, and their values back at the nodes `around` them."""

    changes: Sequence[Change]
    around: Sequence[ast.expr]

    def visit(self, node: ast.AST) -> ast.AST:
        new = next((change.new for change in self.changes if change.node is node), None)
        whole = self._copied(node) if new is None else new
        if not any(one is node for one in self.around):
            return whole
        both = [cast("ast.expr", node), cast("ast.expr", whole)]
        return ast.Call(ast.Name("__as__", ast.Load()), both, [])

    def _copied(self, node: ast.AST) -> ast.AST:
        fields: dict[str, Any] = {}
        for name, value in ast.iter_fields(node):
            if isinstance(value, list):
                fields[name] = [self.visit(v) if isinstance(v, ast.AST) else v for v in value]
            else:
                fields[name] = self.visit(value) if isinstance(value, ast.AST) else value
        return type(node)(**fields)


def versions(exercise: Exercise) -> list[Version]:
    """Every mistake with the forward that has its slopes, the plainest first."""
    body = _body(exercise)
    made = list(_made(exercise, body))
    made.sort(key=lambda one: sum(change.cost for change in one[0]))
    found: dict[str, Version] = {}
    for number, (changes, around, recomputed) in enumerate(made):
        source = _source(exercise, body, _Put(changes, around), recomputed=recomputed)
        about = "|".join(dict.fromkeys(one.about for one in changes))
        cost = sum(one.cost for one in changes)
        mistake = Mistake(changes[0].code, cost, "", about, source)
        found.setdefault(source, Version(mistake, _Forward(source), number, recomputed))
    return list(found.values())[:LARGEST]


def values(exercise: Exercise) -> Callable[..., dict[str, Any]]:
    """The exercise's forward, returning everything that it gives a name."""
    return _Forward(_source(exercise, _body(exercise), _Put((), ()), recomputed=True))


Made = tuple[tuple[Change, ...], tuple[ast.expr, ...], bool]


def _made(exercise: Exercise, body: Sequence[ast.stmt]) -> Iterator[Made]:
    single = [change for statement in in_rounds(body) for change in _changes(exercise, statement)]
    for change in single:
        yield (change,), (), False
        if change.code != "as-constant":
            yield from (((change,), (at,), False) for at in _around(change))
            yield (change,), (), True
    for pair in itertools.combinations(single, 2):
        if _alike(*pair):
            yield pair, (), False
            if pair[0].code != "as-constant":
                yield pair, tuple(one.node for one in pair), False


def _alike(one: Change, other: Change) -> bool:
    """Whether it is the same mistake, made in two places."""
    if one.code != other.code or one.code not in TWICE or one.node is other.node:
        return False
    return one.code != "other-axis" or _given(one.new) == _given(other.new)


def _given(node: ast.expr) -> str:
    return ast.unparse(ast.Tuple(node.args, ast.Load())) if isinstance(node, ast.Call) else ""


def _body(exercise: Exercise) -> list[ast.stmt]:
    tree = ast.parse(f"def forward():\n{textwrap.indent(exercise.reference, '    ')}")
    return cast("ast.FunctionDef", Unfolded().visit(tree).body[0]).body


def _changes(exercise: Exercise, statement: ast.stmt) -> Iterator[Change]:
    """In a statement that names a value or returns it."""
    if not isinstance(statement, ast.Assign | ast.Return) or statement.value is None:
        return
    plain = frozenset(one.name for one in exercise.constants)
    for node in ast.walk(statement.value):
        for code, cost, about, new in instead(node, plain):
            yield Change(code, cost, about, statement, cast("ast.expr", node), new)
    whole = statement.value
    if isinstance(statement, ast.Return) and isinstance(whole, ast.Name):
        for code, cost, about, new in of_the_whole(whole.id):
            yield Change(code, cost, about, statement, whole, new)


def _around(change: Change) -> list[ast.expr]:
    """The calls of a statement that a node is in, the node itself, and the whole."""
    whole = change.statement.value
    inside = [
        node
        for node in ast.walk(whole or change.node)
        if isinstance(node, ast.Call) and any(one is change.node for one in ast.walk(node))
    ]
    ends = [
        one
        for one in (whole, change.node)
        if one is not None and not any(one is node for node in inside)
    ]
    return [one for one in (*inside, *ends) if not isinstance(one, ast.Tuple)]


def _source(exercise: Exercise, body: Sequence[ast.stmt], put: _Put, *, recomputed: bool) -> str:
    lines = [ast.unparse(ast.fix_missing_locations(put.visit(one))) for one in body]
    if recomputed:
        lines[-1] = "return locals()"
    names = ", ".join(exercise.arguments)
    return f"def forward({names}):\n" + textwrap.indent("\n".join(lines), "    ")


@dataclass(slots=True)
class _Forward:
    """Compiled when it is called for the first time."""

    source: str
    function: Callable[..., Any] | None = None

    def __call__(self, *arguments: Any) -> Any:
        if self.function is None:
            scope: dict[str, Any] = {"torch": torch, "__as__": _as}
            exec(self.source, scope)  # noqa: S102 - made from the author's, trusted
            self.function = cast("Callable[..., Any]", scope["forward"])
        return self.function(*arguments)


def _as(value: Tensor, other: Tensor) -> Tensor:
    """The value of the one with the slopes of the other, of which the first entries count."""
    for axis, size in enumerate(value.shape if other.dim() == value.dim() else ()):
        if size > 1 and other.shape[axis] > size:
            other = other.narrow(axis, 0, size)
    return value.detach() + (other - other.detach())
