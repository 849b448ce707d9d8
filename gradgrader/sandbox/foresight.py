"""Which calls torch's gradcheck and gradgradcheck will make: they depend on the exercise alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.sandbox.messages import Backward, Forward
from gradgrader.sandbox.sweeps import Pull, Sweep
from gradgrader.sandbox.tensors import as_bytes

Values = Sequence[Tensor | None]
_FIRST, _SINGLE = 1 << 20, 1 << 22


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for, and the keys under which the answers will be looked for.

    `calls` are those of the sweep's forwards, `given` of its backwards (none at first order),
    `rows` of the pulled cotangents, output by output, and `single` of the differentiations.
    """

    sweep: Sweep
    pull: Pull
    singles: list[Backward]
    calls: list[bytes]
    given: list[bytes]
    rows: list[list[bytes]]
    single: list[bytes]


def plan_gradcheck(inputs: Sequence[Tensor], shapes: Sequence[Any], eps: float) -> Plan:
    """Forward at x and at x ± eps, and each row of the Jacobian at x twice."""
    points, kept = _points(inputs, shapes, eps)
    sweep = Sweep(_FIRST, _stacked(points), kept=kept)
    return _plan(sweep, [key(point) for point in points], [], _FIRST, shapes)


def plan_gradgradcheck(inputs: Sequence[Tensor], cotangents: Sequence[Tensor], eps: float) -> Plan:
    """Gradients at (x, g) and at (x, g) ± eps, and each row of their Jacobian at (x, g) twice."""
    count, shapes = len(inputs), [value.shape for value in inputs]
    points, kept = _points([*inputs, *cotangents], shapes, eps)
    calls, given = [p[:count] for p in points], [p[count:] for p in points]
    sweep = Sweep(_FIRST, _stacked(calls), _stacked(given), kept=kept)
    return _plan(sweep, list(map(key, calls)), list(map(key, given)), _FIRST + 1, shapes)


def _points(
    at: Sequence[Tensor], shapes: Sequence[Any], eps: float
) -> tuple[list[Sequence[Tensor]], tuple[int, ...]]:
    """Where it calls, in its own order, and which of the calls it differentiates.

    After all others come those at x again: one whose cotangents are all undefined, and where there
    are several, one for each that is.
    """
    again = 1 + (len(shapes) if len(shapes) > 1 else 0)
    points = [at, *_moved(at, eps), *[at] * again]
    return points, (0, *range(len(points) - again, len(points)))


def _plan(
    sweep: Sweep, calls: list[bytes], given: list[bytes], of: int, shapes: Sequence[Any]
) -> Plan:
    ones = [_ones(shape).repeat_interleave(2, 0) for shape in shapes]
    rows = [
        [key([row if i == index else None for i in range(len(ones))]) for row in stack]
        for index, stack in enumerate(ones)
    ]
    zeros = [torch.zeros(shape, dtype=torch.float64) for shape in shapes]
    patterns: list[Values] = [zeros, [None] * len(zeros)]
    patterns += [
        [None if i == index else zero for i, zero in enumerate(zeros)]
        for index in range(len(sweep.kept) - len(patterns))
    ]
    singles = [
        Backward(_SINGLE + index, of + 2 * index, tuple(pattern))
        for index, pattern in zip(sweep.kept, patterns, strict=True)
    ]
    keys = [key(pattern) for pattern in patterns]
    return Plan(sweep, Pull(of, tuple(ones)), singles, calls, given, rows, keys)


def made_again(sweep: Sweep, of: int) -> list[Forward | Backward]:
    """What makes a call of a sweep once more, of which no graph is left; nothing for others."""
    index = (of - sweep.handle) // 2
    if not 0 <= index < sweep.count or index in sweep.kept:
        return []
    handle, inputs = of - (of - sweep.handle) % 2, tuple(one[index] for one in sweep.inputs)
    steps: list[Forward | Backward] = [Forward(handle, inputs, (True,) * len(inputs))]
    if handle != of:
        given = tuple(one[index] for one in sweep.cotangents)
        steps.append(Backward(of, handle, given, create_graph=True))
    return steps


def key(values: Values) -> bytes:
    """The exact bytes of some tensors."""
    return b"|".join(b"-" if v is None else as_bytes(v.detach().contiguous()) for v in values)


def unstacked(stacked: Values, count: int) -> Iterator[tuple[Any, ...]]:
    """The `count` calls that were stacked, each with tensors of its own."""
    columns = [[None] * count if v is None else [one.clone() for one in v] for v in stacked]
    return iter(list(zip(*columns, strict=True)) or [()] * count)


def _stacked(points: Sequence[Sequence[Tensor]]) -> tuple[Tensor, ...]:
    return tuple(torch.stack(column) for column in zip(*points, strict=True))


def _moved(values: Sequence[Tensor], eps: float) -> Iterator[list[Tensor]]:
    """`values` with one entry less eps, then plus eps, in gradcheck's own order and arithmetic."""
    for index, value in enumerate(values):
        for entry in range(value.numel()):
            for step in (-eps, eps):
                moved = value.detach().clone()
                flat = moved.view(-1)
                flat[entry] = flat[entry].item() + step
                yield [moved if i == index else v.detach() for i, v in enumerate(values)]


def _ones(shape: Any) -> Tensor:
    """The one-hot tensors of a shape, stacked."""
    size = torch.Size(shape).numel()
    return torch.eye(size, dtype=torch.float64).reshape(size, *shape)
