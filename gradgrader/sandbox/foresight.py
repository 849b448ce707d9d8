"""Which calls torch's gradcheck and gradgradcheck will make: they depend on the exercise alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.sandbox.messages import Backward
from gradgrader.sandbox.sweeps import Pull, Sweep
from gradgrader.sandbox.tensors import as_bytes

Values = Sequence[Tensor | None]
_FIRST, _SINGLE = 1 << 20, 1 << 22


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask for, and the keys under which the answers will be looked for.

    `points` are all arguments of the sweep's calls, `calls` those of its forwards, `given` of its
    backwards (none at first order), `rows` of the pulled cotangents, output by output, and `single`
    of the differentiations.
    """

    sweep: Sweep
    pull: Pull
    singles: list[Backward]
    points: list[bytes]
    calls: list[bytes]
    given: list[bytes]
    rows: list[list[bytes]]
    single: list[bytes]


def plan_gradcheck(inputs: Sequence[Tensor], shapes: Sequence[Any], eps: float) -> Plan:
    """Forward at x and at x ± eps, and each row of the Jacobian at x twice."""
    points = _points(inputs, shapes, eps)
    keys = [key(point) for point in points]
    sweep = Sweep(_FIRST, _stacked(points), kept=_unmoved(keys))
    return _plan(sweep, (keys, keys, []), _FIRST, shapes)


def plan_gradgradcheck(inputs: Sequence[Tensor], cotangents: Sequence[Tensor], eps: float) -> Plan:
    """Gradients at (x, g) and at (x, g) ± eps, and each row of their Jacobian at (x, g) twice."""
    count, shapes = len(inputs), [value.shape for value in inputs]
    points = _points([*inputs, *cotangents], shapes, eps)
    calls, given = [p[:count] for p in points], [p[count:] for p in points]
    keys = [key(point) for point in points]
    sweep = Sweep(_FIRST, _stacked(calls), _stacked(given), kept=_unmoved(keys))
    told = keys, list(map(key, calls)), list(map(key, given))
    return _plan(sweep, told, _FIRST + 1, shapes)


def _points(at: Sequence[Tensor], shapes: Sequence[Any], eps: float) -> list[Sequence[Tensor]]:
    """Where it calls, in its own order.

    After all others come those at x again: one whose cotangents are all undefined, and where there
    are several, one for each that is.
    """
    again = 1 + (len(shapes) if len(shapes) > 1 else 0)
    return [at, *_moved(at, eps), *[at] * again]


def _unmoved(points: Sequence[bytes]) -> tuple[int, ...]:
    """The calls at x itself: no others are differentiated."""
    return tuple(index for index, point in enumerate(points) if point == points[0])


def _plan(
    sweep: Sweep, told: tuple[list[bytes], list[bytes], list[bytes]], of: int, shapes: Sequence[Any]
) -> Plan:
    ones = [_ones(shape).repeat_interleave(2, 0) for shape in shapes]
    rows = [
        [key([row if i == index else None for i in range(len(ones))]) for row in stack]
        for index, stack in enumerate(ones)
    ]
    zeros = [torch.zeros(shape, dtype=torch.float64) for shape in shapes]
    patterns: list[Values] = [zeros, [None] * len(zeros)]
    if len(zeros) > 1:
        patterns += [
            [None if i == n else zero for i, zero in enumerate(zeros)] for n in range(len(zeros))
        ]
    first, *again = sweep.kept
    singles = [
        Backward(_SINGLE + index, of + 2 * index, tuple(pattern))
        for index, pattern in zip([first, *again[1 - len(patterns) :]], patterns, strict=True)
    ]
    keys = [key(pattern) for pattern in patterns]
    return Plan(sweep, Pull(of, tuple(ones)), singles, *told, rows, keys)


def key(values: Values) -> bytes:
    """The exact bytes of some tensors."""
    return b"|".join(b"-" if v is None else as_bytes(v.detach().contiguous()) for v in values)


def unstacked(stacked: Values, count: int) -> Iterator[tuple[Any, ...]]:
    """The `count` calls that were stacked."""
    columns = [[None] * count if v is None else v.unbind() for v in stacked]
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
