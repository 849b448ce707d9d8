"""The backward that follows from an exercise's own forward, as source that a person can read."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from gradgrader.derivation.passes import One, merge, trace
from gradgrader.derivation.render import Unrenderable, render
from gradgrader.derivation.trace import Node
from gradgrader.derivation.traced import Traced, other_sizes
from gradgrader.errors import InvalidExercise
from gradgrader.exercises.compare import gap
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Case

WORTH_A_NAME = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One named step: `dx = da * (1 - a * a)`."""

    name: str
    formula: str
    node: Node

    def __str__(self) -> str:
        return f"{self.name} = {self.formula}"


@dataclass(frozen=True, slots=True)
class Joint:
    """A derived backward: `steps`, then the gradients in `returned` (None: no gradient flows).

    `arguments` are what it reads: inputs, values of forward, and a cotangent `go` for an output
    `o`.
    """

    steps: tuple[Step, ...]
    returned: tuple[str, ...]
    arguments: tuple[str, ...]
    traced: Traced

    @property
    def source(self) -> str:
        """A function `backward` of the arguments."""
        return _source(self.steps, self.returned, self.arguments)


def joint(oracle: Oracle) -> Joint | None:
    """The derived backward of the oracle's exercise, if it can be written down and is right."""
    return oracle.once("joint", lambda: _joint(oracle))


def _joint(oracle: Oracle) -> Joint | None:
    cases = [case for case in (*oracle.exercise.cases, oracle.drawn) if _as_traced(oracle, case)]
    try:
        traces = [
            trace(oracle, oracle.inputs(case), oracle.cotangents(case))
            for case in (
                cases[0],
                other_sizes(oracle.exercise, 4),
                other_sizes(oracle.exercise, 5),
            )
        ]
        shapes = {tuple(node.op for node in one.nodes) for one in traces}
        if len(shapes) > 1:  # what is computed depends on the sizes
            return None
        merge(traces)
        made = _written(Traced(oracle.exercise, tuple(traces)))
        return made if all(_right(made, oracle, case) for case in cases) else None
    except (Unrenderable, RuntimeError, NotImplementedError, InvalidExercise):
        return None


def _as_traced(oracle: Oracle, case: Case) -> bool:
    """Whether plain arguments have the values of the first case, with which it was traced."""
    exercise = oracle.exercise
    plain = [one.name for one in exercise.constants if one.shape is None]
    mine, first = (
        oracle.constants([one.shape(spec) for spec in exercise.inputs])
        for one in (case, exercise.cases[0])
    )
    return all(mine[name] == first[name] for name in plain)


def _written(traced: Traced) -> Joint:
    """The steps in the order in which they are computed."""
    first = traced.traces[0]
    names = {id(node): name for name, node in first.named.items()}
    gradients = {id(node): f"d{name}" for name, node in _unique(first) if node.op != "given"}
    steps: list[Step] = []
    for index, node in enumerate(first.nodes):
        if index not in first.arriving or node.op == "given":
            continue
        name = gradients.get(id(node))
        if name is None and node.users >= WORTH_A_NAME and not _cheap(node):
            name = f"s{len(steps) + 1}"
        if name is not None:
            steps.append(Step(name, formula(traced, node, names), node))
            names[id(node)] = name
    ends = [first.gradients[spec.name] for spec in traced.exercise.inputs]
    returned = tuple("None" if node is None else names.get(id(node), node.name) for node in ends)
    return Joint(_needed(steps, returned), returned, _arguments(steps, returned, traced), traced)


def _unique(one: One) -> Iterator[tuple[str, Node]]:
    """Gradients by name, those of the inputs last where several are the same tensor."""
    for name, node in reversed(list(one.gradients.items())):
        if node is not None:
            yield name, node


def formula(traced: Traced, node: Node, names: Mapping[int, str]) -> str:
    """A node in these names; raises Unrenderable."""
    return ast.unparse(ast.fix_missing_locations(render(node, names, traced.size)))


def _cheap(node: Node) -> bool:
    """Whether writing it twice costs nothing: transposes and the like."""
    return node.op in {"t", "transpose", "neg", "expand", "unsqueeze", "view", "permute"}


def _needed(steps: Sequence[Step], returned: Sequence[str]) -> tuple[Step, ...]:
    """Without the steps that lead nowhere."""
    used, kept = set(returned), []
    for step in reversed(steps):
        if step.name in used:
            kept.append(step)
            used |= _read(step.formula)
    return tuple(reversed(kept))


def _read(formula: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(formula)) if isinstance(node, ast.Name)}


def _arguments(steps: Sequence[Step], returned: Sequence[str], traced: Traced) -> tuple[str, ...]:
    used = set(returned).union(*(_read(step.formula) for step in steps))
    known = [*traced.traces[0].named, *(f"g{name}" for name in traced.exercise.outputs)]
    return tuple(name for name in known if name in used)


def _source(steps: Sequence[Step], returned: Sequence[str], arguments: Sequence[str]) -> str:
    lines = [f"def backward({', '.join(arguments)}):", *(f"    {step}" for step in steps)]
    return "\n".join([*lines, f"    return {', '.join(returned)}", ""])


def _right(made: Joint, oracle: Oracle, case: Case) -> bool:
    """Whether the source computes what autograd does."""
    one = trace(oracle, oracle.inputs(case), oracle.cotangents(case))
    known = {name: node.value.detach() for name, node in one.named.items()}
    known |= {
        f"g{name}": g
        for name, g in zip(oracle.exercise.outputs, oracle.cotangents(case), strict=True)
    }
    scope: dict[str, Any] = {"torch": torch}
    exec(made.source, scope)  # noqa: S102 - made from the author's, trusted
    found = scope["backward"](**{name: known[name] for name in made.arguments})
    found = found if isinstance(found, tuple) else (found,)
    expected = oracle.gradients(case)
    return all(gap(g, right).closed for g, right in zip(found, expected, strict=True))
