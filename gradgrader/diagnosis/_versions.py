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
from gradgrader.diagnosis._rounds import in_rounds, last_round
from gradgrader.diagnosis._unfolded import Unfolded
from gradgrader.model.exercise import Exercise

LARGEST = 512  # versions of one forward
# mistakes that are easily made twice, in two places of the same forward
TWICE = {"as-constant", "other-axis", "mask-left-out"}
# mistakes in what comes back: where a value is computed again they would be others
PASSED_BACK = {"as-constant", "solve-left-out"}


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
    with them is right. `settled`: it is made where the last round of a loop has every derivative.
    """

    mistake: Mistake
    forward: Callable[..., Any]
    number: int
    recomputed: bool = False
    settled: bool = False


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
    made.sort(key=lambda one: sum(change.cost for change in one.changes))
    found: dict[str, Version] = {}
    for number, one in enumerate(made):
        whole = last_round(body) if one.settled else body
        put = _Put(one.changes, one.around)
        source = _source(exercise, whole, put, recomputed=one.recomputed)
        about = "|".join(dict.fromkeys(change.about for change in one.changes))
        cost = sum(change.cost for change in one.changes)
        again = any(change.statement not in body for change in one.changes)
        mistake = Mistake(one.changes[0].code, cost, "", about, source, again)
        version = Version(mistake, _Forward(source), number, one.recomputed, one.settled)
        found.setdefault(source, version)
    return list(found.values())[:LARGEST]


def settled(exercise: Exercise) -> Version | None:
    """Forward with no mistake and the derivatives of its last rounds; None if it has no loop."""
    body = _body(exercise)
    if not any(isinstance(one, ast.For) for one in body):
        return None
    source = _source(exercise, last_round(body), _Put((), ()), recomputed=False)
    return Version(Mistake("", 0.0, "", "", source), _Forward(source), -1, settled=True)


def values(exercise: Exercise) -> Callable[..., dict[str, Any]]:
    """The exercise's forward, returning everything that it gives a name."""
    return _Forward(_source(exercise, _body(exercise), _Put((), ()), recomputed=True))


@dataclass(frozen=True, slots=True)
class _Made:
    """Changes, the nodes around them at which values are put back, and in which forward."""

    changes: tuple[Change, ...]
    around: tuple[ast.expr, ...] = ()
    recomputed: bool = False
    settled: bool = False


def _made(exercise: Exercise, body: Sequence[ast.stmt]) -> Iterator[_Made]:
    single = [change for statement in in_rounds(body) for change in _changes(exercise, statement)]
    for change in single:
        yield _Made((change,))
        if change.code != "as-constant":
            yield from (_Made((change,), (at,)) for at in _around(change))
        if change.code not in PASSED_BACK:
            yield _Made((change,), recomputed=True)
    for pair in itertools.combinations(single, 2):
        if _alike(*pair):
            yield _Made(pair)
            if pair[0].code != "as-constant":
                yield _Made(pair, tuple(one.node for one in pair))
    rounds = {*in_rounds([one for one in body if isinstance(one, ast.For)])}
    for change in single:
        if change.statement in rounds and change.code != "as-constant":
            yield _Made((change,), settled=True)


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
