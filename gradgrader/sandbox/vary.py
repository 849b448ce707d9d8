"""Tries other versions of a Function in its own namespace: the worker's part of a repair."""

from __future__ import annotations

import inspect
import math
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from gradgrader.sandbox.settings import bound
from gradgrader.sandbox.tensors import plain
from gradgrader.sandbox.variants import MOST_SEEN, Part, Point, Variants, Varied, real

LARGEST_SEEN = 4096
METHODS = ("backward", "vjp", "forward")


def vary(function: Any, step: Variants) -> Varied:
    """Take the step with a Function class, and leave the class as it was."""
    kept = {part.name: function.__dict__.get(part.name) for part in step.parts if part.owned}
    started = time.process_time()
    shape = len(step.variants), sum(point.columns for point in step.points)
    values = torch.full(shape, math.nan, dtype=torch.float64)
    try:
        bench = _Bench(function, step.parts, step.points)
        for number, changes in enumerate(step.variants):
            bench.evaluate(values[number], changes, number if step.watch else None)
        return Varied(values, bench.seen, time.process_time() - started)
    finally:
        for name, value in kept.items():
            if value is not None:
                setattr(function, name, value)


@dataclass(slots=True)
class _Called:
    """What a forward left: leaves, results, and the versions of what is kept for backward."""

    leaves: list[Tensor]
    outputs: list[Any]
    kept: list[Tensor]
    versions: list[int] = field(default_factory=list)


class _Bench:
    """A class whose parts are compiled anew in a copy of their namespace."""

    def __init__(self, function: Any, parts: Sequence[Part], points: Sequence[Point]) -> None:
        self._function, self._parts, self._points = function, parts, points
        self._scope = _namespace(function)
        self._scope["__seen__"] = self._see
        self._made = [self._compiled(part, part.text) for part in parts]
        self._columns = [point.columns for point in points]
        self._calls: list[_Called | None] = [None] * len(points)
        self._watched: int | None = None
        self.seen: list[tuple[int, int, Tensor]] = []

    def evaluate(
        self, row: Tensor, changes: Sequence[tuple[int, str]], watched: int | None
    ) -> None:
        """Fill a row with the gradients of a variant."""
        early = any(self._parts[number].early for number, _ in changes)
        if early:
            self._calls = [None] * len(self._points)
        with suppress(BaseException):  # a variant may raise anything: its row stays nan
            for number, text in changes:
                self._put(self._parts[number], self._compiled(self._parts[number], text))
            self._fill(row, watched)
        for number, _ in changes:
            self._put(self._parts[number], self._made[number])
        if early:
            self._calls = [None] * len(self._points)

    def _fill(self, row: Tensor, watched: int | None) -> None:
        start = 0
        for number, point in enumerate(self._points):
            self._watched = watched if number == len(self._points) - 1 else None
            end = start + self._columns[number]
            # what raises for one set of cotangents does so for the others: nan for the whole point
            with suppress(BaseException):
                numbers = [
                    self._gradients(number, Point(point.inputs, [one], point.weights))
                    for one in point.cotangents
                ]
                row[start:end] = torch.cat(numbers)
            start = end
        self._watched = None

    def _gradients(self, number: int, point: Point) -> Tensor:
        """Every entry of the gradients at a point with one set of cotangents."""
        called = self._called(number)
        cotangents = [g if g is None else g.clone() for g in point.cotangents[0]]
        if point.weights:
            cotangents = [g if g is None else g.requires_grad_() for g in cotangents]
        pairs = [
            (out, g) for out, g in zip(called.outputs, cotangents, strict=True) if g is not None
        ]
        second = bool(point.weights)
        found = _grad(pairs, called.leaves, create_graph=second)
        if not second:
            return _flat(found, called.leaves)
        behind = [*called.leaves, *(g for _, g in pairs)]
        weighted = [
            (g, w)
            for g, w in zip(found, point.weights, strict=True)
            if g is not None and g.requires_grad
        ]
        again = _grad(weighted, behind, create_graph=False)
        return torch.cat([_flat(found, called.leaves), _flat(again, behind)])

    def _called(self, number: int) -> _Called:
        """The forward at a point: the one that was run, unless something it keeps was changed."""
        called = self._calls[number]
        if called is None or called.versions != [value._version for value in called.kept]:  # noqa: SLF001
            called = self._call(self._points[number])
            self._calls[number] = called
        return called

    def _call(self, point: Point) -> _Called:
        leaves = [value.clone().requires_grad_() for value in point.inputs]
        with torch.enable_grad():
            result = bound(self._function, point.setting)(*leaves)
        outputs = list(result) if isinstance(result, tuple) else [result]
        node = next((o.grad_fn for o in outputs if isinstance(o, Tensor) and o.requires_grad), None)
        kept = [*leaves, *(out for out in outputs if isinstance(out, Tensor))]
        kept += [value for value in getattr(node, "saved_tensors", ()) if isinstance(value, Tensor)]
        return _Called(leaves, outputs, kept, [value._version for value in kept])  # noqa: SLF001

    def _compiled(self, part: Part, text: str) -> Any:
        """The function that a text defines."""
        local: dict[str, Any] = {}
        exec(compile(text, "<variant>", "exec", dont_inherit=True), self._scope, local)  # noqa: S102
        self._put(part, local[part.name])
        return local[part.name]

    def _put(self, part: Part, made: Any) -> None:
        if part.owned:
            setattr(self._function, part.name, made)
        else:
            self._scope[part.name] = made

    def _see(self, number: int, value: Any) -> Any:
        """Note a value on its way."""
        if self._watched is None or len(self.seen) == MOST_SEEN or not isinstance(value, Tensor):
            return value
        seen = plain(value)
        if seen is not None and seen.numel() <= LARGEST_SEEN:
            self.seen.append((self._watched, number, seen))
        return value


def _namespace(function: Any) -> dict[str, Any]:
    """What the methods of a class see: their module's names, and those of a function around it."""
    scope: dict[str, Any] = {}
    for name in METHODS:
        method = inspect.unwrap(getattr(function, name))
        if hasattr(method, "__globals__") and name in function.__dict__:
            scope = {**method.__globals__, **scope}
            scope.update(_enclosed(method))
    return scope


def _enclosed(method: Any) -> Iterator[tuple[str, Any]]:
    for name, cell in zip(method.__code__.co_freevars, method.__closure__ or (), strict=True):
        try:
            yield name, cell.cell_contents
        except ValueError:  # not bound yet
            continue


def _grad(
    pairs: Sequence[tuple[Tensor, Tensor]], behind: Sequence[Tensor], *, create_graph: bool
) -> tuple[Tensor | None, ...]:
    used = [(out, g) for out, g in pairs if isinstance(out, Tensor) and out.requires_grad]
    if not used:
        return (None,) * len(behind)
    return torch.autograd.grad(
        [out for out, _ in used],
        behind,
        [g for _, g in used],
        create_graph=create_graph,
        retain_graph=True,
        allow_unused=True,
    )


def _flat(found: Sequence[Tensor | None], behind: Sequence[Tensor]) -> Tensor:
    """All entries in a row; zeros for a gradient that is None."""
    rows = [
        torch.zeros_like(value) if g is None else g.detach()
        for g, value in zip(found, behind, strict=True)
    ]
    return torch.cat([real(row).reshape(-1) for row in rows])
