"""Edits that write a step of the derivation, in the learner's own names, where it is missing."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import torch

from gradgrader.derivation.passes import trace
from gradgrader.derivation.render import Unrenderable
from gradgrader.derivation.trace import Node
from gradgrader.diagnosis._attempts import Attempts
from gradgrader.diagnosis._edit import Edit, Function, Place, binary
from gradgrader.diagnosis._edits import places, statements
from gradgrader.diagnosis._exam import Exam, together
from gradgrader.diagnosis._joint import Joint, formula, joint
from gradgrader.diagnosis._known import same
from gradgrader.diagnosis._splice import Level, Made, Splice, level
from gradgrader.exercises.reference import Oracle

LONGEST = 100
Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Derivation:
    """The derivation, and which of its steps the learner's names hold when backward returns."""

    made: Joint
    held: Mapping[str, tuple[Node, ...]]

    def names(self, function: Function, statement: ast.stmt) -> dict[int, str]:
        """What a statement can use, by node."""
        found: dict[int, str] = {}
        for name in function.names(statement):
            for node in self.held.get(name, ()):
                found.setdefault(id(node), name)
        return found

    def steps(self, names: Names) -> Iterator[tuple[Node, Made]]:
        """Every step of the backward pass in these names."""
        first = self.made.traced.traces[0]
        for number in sorted(first.arriving):
            node = first.nodes[number]
            if node.op == "given":
                continue
            others = {key: name for key, name in names.items() if key != id(node)}
            try:
                text = formula(self.made.traced, node, others)
            except Unrenderable:
                continue
            if len(text) <= LONGEST and _available(text, names):
                yield node, Made(text, level(ast.parse(text, mode="eval").body))


def derivation(attempts: Attempts, oracle: Oracle) -> Derivation | None:
    """What the learner has of the derivation; None if there is none."""
    made, exam = joint(oracle), together(oracle)
    if made is None:
        return None
    point = exam.points[-1]
    given = [g for g in point.cotangents[-1] if g is not None]
    here = trace(oracle, point.inputs, given)
    nodes = made.traced.traces[0].nodes
    if [one.op for one in here.nodes] != [one.op for one in nodes]:
        return None
    pairs = list(zip(here.nodes, nodes, strict=True))
    held = {
        name: tuple(node for one, node in pairs if same(value, one.value.detach()))
        for name, value in _values(attempts, exam).items()
    }
    return Derivation(made, held)


def _values(attempts: Attempts, exam: Exam) -> dict[str, torch.Tensor]:
    """What the names of backward hold when it returns, as far as it gets there."""
    function = attempts.program.backward.function
    last = list(statements(function.node))[-1]
    names = [name for name in function.names(last) if "." not in name]
    noted = "; ".join(
        f"__seen__({number}, locals().get({name!r}))" for number, name in enumerate(names)
    )
    start = function.text.start(last)
    splice = Splice(start, start, f"{noted}; ")
    edit = Edit(kind="", cost=0.0, node=last, splices=(splice,), line=last.lineno)
    seen = attempts.watched(exam, [[edit]]).seen if names else []
    return {names[number]: value for _, number, value in seen if number < len(names)}


def derived(attempts: Attempts, found: Derivation) -> Iterator[Edit]:
    """A step instead of a value, added to it, or multiplied with it; lines that are missing."""
    function = attempts.program.backward.function
    written: dict[tuple[tuple[int, str], ...], list[Made]] = {}  # writing them takes long
    for place in places(function):
        if isinstance(place.node, (ast.Tuple, ast.Constant)) and not _is_none(place.node):
            continue
        names = found.names(function, place.statement)
        key = tuple(names.items())
        if key not in written:
            written[key] = [step for _, step in found.steps(names)]
        for step in written[key]:
            yield from _at(place, step)
    yield from _missing(function, found)
    yield from _not_returned(function, found)


def _at(place: Place, step: Made) -> Iterator[Edit]:
    more = len(step.text) / 60
    if _is_none(place.node) and place.whole:
        yield place.to("missing-gradient", 1.5 + more, step)
    elif place.whole:
        yield place.to("wrong-step", 1.9 + more, step)
    elif place.operand:
        yield place.to("wrong-step", 2.0 + more, step)
    if (place.whole or place.operand) and not _is_none(place.node):
        inner = place.made(place.node)
        yield place.to("missing-term", 2.0 + more, binary(inner, "+", step))
        yield place.to("missing-factor", 2.1 + more, binary(inner, "*", step))


def _missing(function: Function, found: Derivation) -> Iterator[Edit]:
    """A line for a name that is used and that nothing gives a value."""
    bound = {name for name, _ in function.bound} | {function.context, "torch"}
    for statement in statements(function.node):
        used = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name)}
        missing = [name for name in sorted(used - bound) if not _is_global(function, name)]
        if len(missing) != 1 or isinstance(statement, (ast.For, ast.If, ast.FunctionDef)):
            continue
        text, start = function.text, function.text.start(statement)
        indent = " " * statement.col_offset
        for _, step in found.steps(found.names(function, statement)):
            line = f"{missing[0]} = {step.text}\n{indent}"
            yield Edit(
                kind="missing-statement",
                cost=1.9 + len(step.text) / 60,
                node=statement,
                splices=(Splice(start, start, line),),
                line=text.source.count("\n", 0, start) + 1,
            )
        return


def _not_returned(function: Function, found: Derivation) -> Iterator[Edit]:
    """A gradient that is not among those that are returned."""
    for statement in statements(function.node):
        value = statement.value if isinstance(statement, ast.Return) else None
        if value is None:
            continue
        elements = value.elts if isinstance(value, ast.Tuple) else [value]
        if len(elements) >= function.inputs:
            continue
        text = function.text
        written = [text.of(one) for one in elements]
        for _, step in found.steps(found.names(function, statement)):
            for at in range(len(elements) + 1):
                new = ", ".join([*written[:at], step.at(Level.SUM), *written[at:]])
                yield Edit(
                    kind="missing-gradient",
                    cost=1.6 + len(step.text) / 60,
                    node=statement,
                    splices=(text.replaced(value, new),),
                    line=statement.lineno,
                )


def _is_global(function: Function, name: str) -> bool:
    """Whether a name is bound anywhere else in the text."""
    source = function.text.source
    elsewhere = any(f"{start} {name}" in source for start in ("def", "import", "class", "as"))
    return elsewhere or hasattr(builtins, name)


def _available(text: str, names: Names) -> bool:
    """Whether a formula uses nothing but these names."""
    used = {n.id for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Name)}
    return used <= {"torch", *names.values()}


def _is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
