"""What outlives a call: attributes of the class, globals, caches; and proof that it matters."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torch import Tensor

from gradgrader.diagnosis._text import last_name, nodes
from gradgrader.diagnosis._views import alike, square
from gradgrader.diagnosis.base import Findings
from gradgrader.model.result import Location
from gradgrader.sandbox.messages import Answer, Backward, Forward, Gradients
from gradgrader.submissions.sketch import Sketch, parse

FILLS = {"append", "pop", "setdefault", "update", "add", "insert", "extend", "appendleft", "push"}
CACHES = {"lru_cache", "cache"}
UNSEEN, TURNS = (4, 5), 3  # sizes that no check has asked for


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that is kept beyond a call: what it is called, and where it is written."""

    name: str
    location: Location


def kept_beyond(sketch: Sketch | None) -> list[Kept]:
    """What the class (or a function beside it that it uses) writes into class or module."""
    if sketch is None:
        return []
    tree = parse(sketch.unit.source, sketch.unit.name)
    globals_ = {t.id for n in tree.body for t in _targets(n) if isinstance(t, ast.Name)}
    shared = globals_ | {sketch.name, "cls"}
    found = [
        Kept(name, sketch.unit.at(getattr(node, "lineno", sketch.line)))
        for node in used(sketch)
        for name in _written(node, shared)
    ]
    return list({kept.location: kept for kept in found}.values())


def used(sketch: Sketch) -> Iterator[ast.AST]:
    """Nodes inside the class's methods, and inside the functions that it mentions."""
    tree = parse(sketch.unit.source, sketch.unit.name)
    for node in nodes(sketch):
        if isinstance(node, ast.FunctionDef):
            yield from ast.walk(node)
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef) and statement.name in sketch.mentions:
            yield from ast.walk(statement)


def _targets(node: ast.AST) -> Sequence[ast.expr]:
    if isinstance(node, ast.Assign):
        return [one for t in node.targets for one in (t.elts if isinstance(t, ast.Tuple) else [t])]
    return [node.target] if isinstance(node, ast.AugAssign | ast.AnnAssign) else []


def _written(node: ast.AST, shared: set[str]) -> Iterator[str]:
    """Names of what a node writes beyond the call."""
    for target in _targets(node):
        if isinstance(target, ast.Attribute | ast.Subscript) and _base(target) in shared:
            yield ast.unparse(target.value if isinstance(target, ast.Subscript) else target)
    match node:
        case ast.Call(func=ast.Attribute(value=receiver, attr=name)) if name in FILLS:
            if _base(receiver) in shared:
                yield ast.unparse(receiver)
        case ast.Global(names=names):
            yield from names
        case ast.FunctionDef(name=name, decorator_list=decorators):
            for one in decorators:
                called = one.func if isinstance(one, ast.Call) else one
                if last_name(called) in CACHES:
                    yield name


def _base(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def remembers(findings: Findings) -> bool:
    """Whether calls are proven to depend on calls before them.

    The same call gives another answer later, or whichever call of its size comes first is right and
    the next one wrong.
    """
    return findings.once("remembers", lambda: _remembers(findings))


def mixed_up(findings: Findings) -> bool:
    """Whether something is kept that gets into other calls: it may show in any check then."""
    return bool(kept_beyond(findings.sketch)) and remembers(findings)


def _remembers(findings: Findings) -> bool:
    """Calls are made one by one, so that memory is used again as it is in a program."""
    firsts = []
    oracle = findings.trial.oracle
    for size, order in zip(UNSEEN, ((0, 1), (1, 0)), strict=True):
        case = square(findings, size)
        answers: dict[int, Answer] = {}
        right = []
        for draw in order * TURNS:
            back = Backward(1, 0, oracle.cotangents(case, draw))
            forward = Forward(0, oracle.inputs(case, draw), findings.trial.everything)
            _, one, again = findings.ask([forward, back, back])
            if not (_equal(one, again) and _equal(one, answers.setdefault(draw, one))):
                return True
            right.append(_right(one, oracle.gradients(case, draw)))
        firsts.append(right[:2] == [True, False])
    return all(firsts)


def _equal(one: Answer, other: Answer) -> bool:
    if not isinstance(one, Gradients) or not isinstance(other, Gradients):
        return type(one) is type(other)
    pairs = zip(one.values, other.values, strict=True)
    return all(a is b if a is None or b is None else _identical(a, b) for a, b in pairs)


def _identical(a: Tensor, b: Tensor) -> bool:
    """Bit by bit, where a NaN is as good as another."""
    return a.shape == b.shape and bool(((a == b) | (a.isnan() & b.isnan())).all())


def _right(answer: Answer, right: Sequence[object]) -> bool:
    if not isinstance(answer, Gradients):
        return False
    return all(alike(a, b) for a, b in zip(answer.values, right, strict=True))  # type: ignore[arg-type]
