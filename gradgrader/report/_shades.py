"""A Jacobian as signs and shades: how large each entry is, of which sign, and what it is called."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gradgrader.model.picture import Jacobian, Matrix

NOTHING = 1e-9  # of the largest entry: rounding


@dataclass(frozen=True, slots=True)
class Map:
    """A matrix to be drawn; `top` is its largest entry, what is smaller than `least` is 0."""

    title: str
    values: Matrix
    top: float
    least: float

    def level(self, value: float | None) -> int | None:
        """-2 to 2: sign, and whether it is more than half of the largest; None: no number."""
        if value is None:
            return None
        if abs(value) <= self.least:
            return 0
        return int(math.copysign(1 + (abs(value) > self.top / 2), value))


def maps(one: Jacobian) -> tuple[Map, Map, Map]:
    """What is right and what came back on one scale; and the difference, on its own."""
    top = max(_largest(one.expected), _largest(one.returned))
    least = NOTHING * top
    off = tuple(
        tuple(None if a is None or b is None else b - a for a, b in zip(right, back, strict=True))
        for right, back in zip(one.expected, one.returned, strict=True)
    )
    return (
        Map("expected", one.expected, top, least),
        Map("yours", one.returned, top, least),
        Map("difference", off, _largest(off), least),
    )


def entries(name: str, shape: Sequence[int]) -> list[str]:
    """`q[0,1]`: every entry of a tensor in the order of memory."""
    return [f"{name}[{','.join(map(str, at))}]" if at else name for at in _places(shape)]


def breaks(shape: Sequence[int]) -> list[bool]:
    """For each entry, whether a new row begins there."""
    last = shape[-1] if len(shape) > 1 else 0
    return [bool(last > 1 and at and at % last == 0) for at in range(math.prod(shape))]


def _places(shape: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for at in range(math.prod(shape)):
        place = []
        for size in reversed(shape):
            at, index = divmod(at, size)  # noqa: PLW2901 - digit after digit
            place.append(index)
        yield tuple(reversed(place))


def _largest(values: Matrix) -> float:
    return max((abs(x) for row in values for x in row if x is not None), default=0.0)
