"""The step that tries other versions of a Function, and its answer."""

from __future__ import annotations

from typing import Annotated

import msgspec
import torch
from torch import Tensor

from gradgrader.sandbox.records import Index
from gradgrader.sandbox.settings import Setting

MOST_SEEN = 2000


class Part(msgspec.Struct, frozen=True, array_like=True):
    """A function definition: a method of the class (`owned`), or one of its module.

    Where `early` is set, forward uses it too.
    """

    name: str
    text: str
    owned: bool = True
    early: bool = False


class Point(msgspec.Struct, frozen=True, array_like=True):
    """Inputs, and cotangents to differentiate with, one set after the other.

    With `weights`, the gradients are differentiated once more: those of Σ <weight, gradient> for
    the inputs and then for the cotangents follow behind them.
    """

    inputs: tuple[Tensor, ...]
    cotangents: list[tuple[Tensor | None, ...]]
    weights: tuple[Tensor, ...] = ()
    setting: Setting | None = None

    @property
    def columns(self) -> int:
        """How many numbers answer it: two for each complex one."""
        size = sum(value.numel() * (1 + value.is_complex()) for value in self.inputs)
        more = size if self.weights else 0
        given = [sum(g.numel() for g in one if g is not None) for one in self.cotangents]
        return sum(size + more + (count if self.weights else 0) for count in given)


class Variants(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Differentiate at each point with each variant: parts (by number) in another text.

    The texts are the learner's own but for small edits; the class is put back afterwards. With
    `watch`, the answer says what they handed to `__seen__(number, value)` at the last point.
    """

    parts: list[Part]
    variants: list[list[tuple[int, str]]]
    points: list[Point]
    watch: bool = False


class Varied(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Gradients, a row for each variant: every entry in order, nan where something was raised.

    `seen` are the values that were watched: variant, number, value. `seconds` of the worker's own
    time went into it.
    """

    values: Tensor
    seen: Annotated[list[tuple[Index, Index, Tensor]], msgspec.Meta(max_length=MOST_SEEN)] = []
    seconds: float = 0.0


def real(value: Tensor) -> Tensor:
    """The same numbers, complex ones as real and imaginary part."""
    return torch.view_as_real(value.resolve_conj()) if value.is_complex() else value
