"""The steps that take many calls at once, and their answers: stacked, so that each costs little.

A call that is not like the others (it raises, returns other sizes, carries no gradient) makes the
whole sweep `Uneven`: whoever wants to know more asks for its calls one by one.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from torch import Tensor

from gradgrader.sandbox.records import Few
from gradgrader.sandbox.settings import Setting


class Sweep(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Forward at each entry of the inputs' first axes, then backward, which can be differentiated.

    If the i-th call is one of `kept`, it is known as `handle + 2 * i`, its gradients (with
    cotangents) as the number after; what the others leave is dropped, which costs less.
    """

    handle: int
    inputs: tuple[Tensor, ...]
    cotangents: tuple[Tensor, ...] = ()
    setting: Setting | None = None
    kept: tuple[int, ...] = (0,)

    @property
    def count(self) -> int:
        """How many calls it makes."""
        return len(self.inputs[0]) if self.inputs else 0


class Swept(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """What each call returned, stacked; `gradients` are empty without cotangents."""

    outputs: Annotated[tuple[Tensor, ...], Few]
    differentiable: Annotated[tuple[bool, ...], Few]
    gradients: Annotated[tuple[Tensor | None, ...], Few] = ()
    again: Annotated[tuple[bool, ...], Few] = ()


class Pull(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Differentiate what `of` returned, one output at a time, with each of its cotangents."""

    of: int
    cotangents: tuple[Tensor, ...]


class Pulled(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """For each output the gradients, stacked."""

    gradients: Annotated[list[Annotated[tuple[Tensor | None, ...], Few]], Few]


class Uneven(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """The calls can't be told together."""
