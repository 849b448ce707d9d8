"""Which of a learner's intermediate values are steps of the derivation."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.derivation.passes import trace
from gradgrader.diagnosis._attempts import Attempts, Version
from gradgrader.diagnosis._edit import Edit, Function
from gradgrader.diagnosis._edits import places, statements
from gradgrader.diagnosis._exam import Exam
from gradgrader.diagnosis._joint import joint
from gradgrader.diagnosis._splice import Splice, spliced
from gradgrader.exercises.reference import Oracle

CLOSE = 1e-9
PACKED = frozenset({"saved_tensors", "saved_variables"})
WAY_BACK = frozenset({"backward", "helper"})
Steps = tuple[Tensor, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """Values that the derivation passes through at the last point of an exam.

    They are given for each set of cotangents. The `arriving` ones are gradients: what came in has
    gone into them.
    """

    values: tuple[Steps, ...]
    arriving: tuple[Steps, ...]

    def is_step(self, found: Sequence[Tensor]) -> bool:
        """Whether values that were seen, one for each set of cotangents, are one and the same step.

        What is right for one of the sets alone may lack a term where all come in.
        """
        if len(found) != len(self.values):
            return all(among(one, self.values) for one in found)
        return any(all(map(same, found, step)) for step in zip(*self.values, strict=True))


def among(found: Tensor, values: Sequence[Steps]) -> bool:
    """Whether a value is one of these."""
    return any(same(found, one) for right in values for one in right)


def same(one: Tensor, other: Tensor) -> bool:
    """Whether two values are equal but for rounding."""
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    if not (one.is_floating_point() or one.is_complex()) or not one.numel():
        return torch.equal(one, other)
    return bool((one - other).abs().max() <= CLOSE * (1 + other.abs().max()))


def known(oracle: Oracle, exam: Exam, key: str) -> Known | None:
    """What the derivation passes through, for each set of cotangents; None if none is known."""
    return oracle.once(f"known {key}", lambda: _known(oracle, exam))


def _known(oracle: Oracle, exam: Exam) -> Known | None:
    made = joint(oracle)
    if made is None:
        return None
    point, code = exam.points[-1], _watched(made.source)
    values, arriving, asked_for = list[Steps](), list[Steps](), list[Steps]()
    for cotangents in point.cotangents:
        given = [g for g in cotangents if g is not None]
        one = trace(oracle, point.inputs, given)
        arriving.append(tuple(one.nodes[number].value.detach() for number in one.arriving))
        names = {name: node.value.detach() for name, node in one.named.items()}
        names |= {f"g{name}": g for name, g in zip(oracle.exercise.outputs, given, strict=True)}
        passed = list[Any]()
        scope: dict[str, Any] = {"torch": torch, "__seen__": _Noting(passed)}
        exec(code, scope)  # noqa: S102 - made from the author's, trusted
        found = scope["backward"](**{name: names[name] for name in made.arguments})
        asked_for.append(_tensors(found if isinstance(found, tuple) else (found,)))
        values.append(_tensors([*passed, *names.values()]))
    return Known(_with_turned(values, asked_for), tuple(arriving))


def _with_turned(values: Sequence[Steps], asked_for: Sequence[Steps]) -> tuple[Steps, ...]:
    """The values and their transposes; those of the gradients that are asked for are mistakes."""
    turned = [
        tuple(value.mT for value in step)
        for step in zip(*values, strict=True)
        if step[0].dim() == 2 and not any(among(one, asked_for) for one in step)  # noqa: PLR2004
    ]
    return tuple((*mine, *(step[number] for step in turned)) for number, mine in enumerate(values))


def _tensors(values: Iterable[Any]) -> Steps:
    return tuple(value for value in values if isinstance(value, Tensor))


@dataclass(frozen=True, slots=True)
class _Noting:
    into: list[Tensor]

    def __call__(self, value: Any) -> Any:
        self.into.append(value)
        return value


class _Watching(ast.NodeTransformer):
    def generic_visit(self, node: ast.AST) -> ast.AST:
        node = super().generic_visit(node)
        if isinstance(node, (ast.BinOp, ast.Call, ast.UnaryOp)):
            return ast.Call(ast.Name("__seen__", ast.Load()), [node], [])
        return node


def _watched(source: str) -> Any:
    tree = _Watching().visit(ast.parse(source))
    return compile(ast.fix_missing_locations(tree), "<derived>", "exec")


@dataclass(frozen=True, slots=True)
class Watch:
    """A value on its way: what a statement assigns or returns, or unpacks of what was saved."""

    function: Function
    statement: ast.stmt
    start: int
    end: int
    name: str = ""

    def recorder(self, number: int) -> Edit:
        """Hands the value to the grader."""
        if self.name:
            splice = Splice(self.end, self.end, f"; __seen__({number}, {self.name})")
        else:
            written = self.function.text.source[self.start : self.end]
            splice = Splice(self.start, self.end, f"__seen__({number}, {written})")
        return self._edit(splice)

    def _edit(self, splice: Splice) -> Edit:
        line = self.statement.lineno
        return Edit(kind="", cost=0.0, node=self.statement, splices=(splice,), line=line)

    def around(self, version: Version) -> list[Edit]:
        """The version, and its new value handed to the grader."""
        inside = [
            splice
            for edit in version
            for splice in edit.splices
            if self.start <= splice.start and splice.end <= self.end
        ]
        moved = [Splice(s.start - self.start, s.end - self.start, s.text) for s in inside]
        written = spliced(self.function.text.source[self.start : self.end], moved)
        whole = Splice(self.start, self.end, f"__seen__(0, {written})")
        others = [
            self._edit(splice)
            for edit in version
            for splice in edit.splices
            if splice not in inside
        ]
        return [self._edit(whole), *others]


def watches(attempts: Attempts, roles: Container[str] = WAY_BACK) -> tuple[Watch, ...]:
    """Every value that these functions name or return, in the order of the text."""
    found = []
    for piece in attempts.program.pieces:
        function, text = piece.function, piece.function.text
        if function.role not in roles:
            continue
        found += [
            Watch(function, place.statement, text.start(place.node), text.end(place.node))
            for place in places(function)
            if place.whole and not isinstance(place.node, (ast.Tuple, ast.Constant))
        ]
        for statement in statements(function.node):
            where = text.start(statement), text.end(statement)
            found += [Watch(function, statement, *where, name) for name in _unpacked(statement)]
    return tuple(sorted(found, key=lambda watch: watch.start))


def _unpacked(statement: ast.stmt) -> Iterator[str]:
    """The names that it gives to what was saved."""
    value = statement.value if isinstance(statement, ast.Assign) else None
    while isinstance(value, ast.Subscript):
        value = value.value
    if isinstance(statement, ast.Assign) and getattr(value, "attr", "") in PACKED:
        for node in ast.walk(statement.targets[0]):
            if isinstance(node, ast.Name) and node.id != "_":
                yield node.id


def seen(attempts: Attempts, exam: Exam, watched: Sequence[Watch]) -> dict[int, Sequence[Tensor]]:
    """For each watch (by number) that was reached, the values that it had."""
    version = [watch.recorder(number) for number, watch in enumerate(watched)]
    found = defaultdict[int, list[Tensor]](list)
    for _, number, value in attempts.watched(exam, [version]).seen:
        found[number].append(value)
    return dict(sorted(found.items()))


def becomes_known(
    attempts: Attempts,
    exam: Exam,
    values: Sequence[Steps],
    versions: Sequence[Version],
    watch: Watch,
) -> list[bool]:
    """For each version, whether it makes the watched value one of these."""
    good: dict[int, bool] = {}
    wrapped = [watch.around(version) for version in versions]
    for variant, _, value in attempts.watched(exam, wrapped).seen:
        good[variant] = good.get(variant, True) and among(value, values)
    return [good.get(number, False) for number in range(len(versions))]
