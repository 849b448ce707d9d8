"""Forward and backward of an exercise's reference, traced at some inputs."""

from __future__ import annotations

import ast
import functools
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.derivation.render import Varying
from gradgrader.derivation.trace import Node, Trace
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Exercise


@dataclass(frozen=True, slots=True)
class One:
    """A trace at some inputs: its nodes, those of forward by name, and the gradients by name.

    `gradients` begin with those of the inputs; nodes whose index is in `arriving` depend on a
    cotangent.
    """

    nodes: tuple[Node, ...]
    named: Mapping[str, Node]
    gradients: Mapping[str, Node | None]
    arriving: frozenset[int]


def trace(oracle: Oracle, inputs: Sequence[Tensor], cotangents: Sequence[Tensor]) -> One:
    """Run forward and backward of the reference, and note what happens."""
    exercise, recorder = oracle.exercise, Trace()
    leaves = [value.clone().requires_grad_() for value in inputs]
    arriving = [value.clone() for value in cotangents]
    named = {
        spec.name: recorder.given(spec.name, leaf)
        for spec, leaf in zip(exercise.inputs, leaves, strict=True)
    }
    given = [
        recorder.given(f"g{name}", g) for name, g in zip(exercise.outputs, arriving, strict=True)
    ]
    arguments = oracle.arguments(leaves)
    constants = {
        name: recorder.given(name, value)
        for name, value in zip(exercise.arguments, arguments, strict=True)
        if name not in named and isinstance(value, Tensor)
    }
    with recorder:
        outputs, local = _with_locals(exercise)(*arguments)
        values = {
            name: value
            for name, value in local.items()
            if isinstance(value, Tensor) and value.requires_grad and name not in named
        }
        outputs = outputs if isinstance(outputs, tuple) else (outputs,)
        returned = dict(zip(exercise.returned, outputs, strict=True))
        outputs = tuple(returned[name] for name in exercise.outputs)
        values.update(zip(exercise.outputs, outputs, strict=True))
        found = torch.autograd.grad(
            outputs, [*leaves, *values.values()], arriving, allow_unused=True
        )
    nodes = tuple(node for node in recorder.nodes if node.op != "same")
    known = [*named, *values]
    gradients = {
        name: None if value is None else recorder.of(value)
        for name, value in zip(known, found, strict=True)
    }
    named |= {name: recorder.of(value) for name, value in values.items()} | constants
    return One(nodes, named, gradients, _arriving(nodes, given))


def _arriving(nodes: Sequence[Node], given: Sequence[Node]) -> frozenset[int]:
    reached = {id(node) for node in given}
    for node in nodes:
        if any(id(parent) in reached for parent in node.parents):
            reached.add(id(node))
    return frozenset(index for index, node in enumerate(nodes) if id(node) in reached)


@functools.lru_cache(maxsize=32)
def _with_locals(exercise: Exercise) -> Any:
    """The reference as a function that returns its local variables too, if it has a text."""
    if exercise.function is not None:
        function = exercise.function
        return lambda *arguments: (function(*arguments), {})
    names = ", ".join(exercise.arguments)
    tree = ast.parse(f"def reference({names}):\n" + textwrap.indent(exercise.reference, "    "))
    for node in ast.walk(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            local = ast.Call(ast.Name("locals", ast.Load()), [], [])
            node.value = ast.Tuple([node.value, local], ast.Load())
    scope: dict[str, Any] = {"torch": torch}
    exec(compile(ast.fix_missing_locations(tree), exercise.path, "exec"), scope)  # noqa: S102 - the author's, trusted
    return scope["reference"]


def merge(traces: Sequence[One]) -> None:
    """Write in the first trace which of its numbers are others in other sizes."""
    for nodes in zip(*(one.nodes for one in traces), strict=True):
        nodes[0].args = tuple(_merged(args) for args in zip(*(n.args for n in nodes), strict=True))


def _merged(args: Sequence[Any]) -> Any:
    if isinstance(args[0], tuple):
        return tuple(_merged(parts) for parts in zip(*args, strict=True))
    plain = isinstance(args[0], (int, float)) and len(set(args)) > 1
    return Varying(tuple(args)) if plain else args[0]
