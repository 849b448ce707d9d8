"""Tensors whose entries are formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import sympy
import torch
from torch import Tensor

SMALL = 64


@dataclass(frozen=True, slots=True)
class Grid:
    """Entries in the order of memory, and the shape that they have together."""

    shape: tuple[int, ...]
    entries: tuple[sympy.Expr, ...]

    def at(self, places: Tensor) -> Grid:
        """The entries at these places, in the shape of `places`."""
        return Grid(tuple(places.shape), tuple(self.entries[int(i)] for i in places.flatten()))

    def expanded(self, shape: Sequence[int]) -> Grid:
        """Repeated along axes of size 1, and along new ones in front, as torch does it."""
        return self if self.shape == tuple(shape) else self.at(self.places.expand(shape))

    @property
    def places(self) -> Tensor:
        """Where each entry stands in the order of memory."""
        return torch.arange(len(self.entries)).reshape(self.shape)


def symbols(name: str, shape: Sequence[int]) -> Grid:
    """A symbol for each entry: q0, q1, ..., or just `q` for a tensor without axes."""
    apart = "_" if name[-1].isdigit() else ""
    names = [f"{name}{apart}{i}" for i in range(math.prod(shape))] if len(shape) else [name]
    return Grid(tuple(shape), tuple(sympy.Symbol(one, real=True) for one in names))


def constant(value: Tensor) -> Grid:
    """Numbers that depend on no input."""
    return Grid(tuple(value.shape), tuple(number(one) for one in value.flatten().tolist()))


def number(value: complex) -> sympy.Expr:
    """A number as a person would write it: 1/3 rather than 0.3333."""
    if isinstance(value, (bool, int)):
        return sympy.Integer(int(value))
    if not isinstance(value, float) or not math.isfinite(value):
        return sympy.sympify(value)
    near = Fraction(value).limit_denominator(SMALL)
    if math.isclose(float(near), value, rel_tol=1e-15):
        return sympy.Rational(near.numerator, near.denominator)
    return sympy.Float(value)
