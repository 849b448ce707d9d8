"""A derivation, ready to be written down in any format."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import sympy

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.simplified import written

Rows = tuple[tuple[sympy.Expr, ...], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A tensor by name, and its entries as symbols."""

    name: str
    entries: Grid


@dataclass(frozen=True, slots=True)
class Way:
    """The way back from a step's result to one of the values that it is made of.

    `jacobian` has a row for each entry of the result and a column for each of the value's;
    `product` is the flattened cotangent times that; `formula` says it without coordinates.
    `defined` is the Jacobian in entries of the values alone, where it is otherwise written with the
    result's as well.
    """

    value: Value
    gradient: str
    jacobian: Rows
    product: tuple[sympy.Expr, ...]
    formula: ast.expr
    defined: Rows


@dataclass(frozen=True, slots=True)
class Lesson:
    """One step: `forward` computes `result` from `values`, `cotangent` comes back for it.

    `computed` are the result's entries in those of the values.
    """

    result: Value
    forward: ast.expr
    values: tuple[Value, ...]
    computed: Grid
    cotangent: Value
    ways: tuple[Way, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of backward; `added` if several ways come together in it."""

    name: str
    formula: ast.expr
    added: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The whole backward: what arrives, what it needs of forward, its lines, what it returns."""

    cotangents: tuple[str, ...]
    needed: tuple[str, ...]
    lines: tuple[Line, ...]
    returned: tuple[str, ...]

    @property
    def source(self) -> str:
        """A function `backward` of what arrives and what it needs."""
        lines = [f"    {line.name} = {written(line.formula)}" for line in self.lines]
        head = f"def backward({', '.join((*self.cotangents, *self.needed))}):"
        return "\n".join([head, *lines, f"    return {', '.join(self.returned)}", ""])


@dataclass(frozen=True, slots=True)
class Derivation:
    """All lessons of an exercise; `stopped` says why there are no more, and no `chain`."""

    id: str
    title: str
    formula: str
    inputs: tuple[Value, ...]
    lessons: tuple[Lesson, ...]
    chain: Chain | None
    stopped: str = ""
