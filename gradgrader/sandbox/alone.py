"""Steps that need no graph of an earlier one."""

from __future__ import annotations

import msgspec
from torch import Tensor

from gradgrader.sandbox.settings import Setting
from gradgrader.sandbox.variants import Variants


class Values(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Call the Function at each entry of the inputs' first axis; the outputs, stacked likewise."""

    inputs: tuple[Tensor, ...]
    setting: Setting | None = None


class Tangent(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Forward mode: the outputs' tangents; a tangent that is None is a zero that nobody made."""

    inputs: tuple[Tensor, ...]
    tangents: tuple[Tensor | None, ...]
    setting: Setting | None = None


class Batched(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """torch.func.vmap of the Function, or of its VJP; `axes` says which of each input is the batch.

    Without cotangents the answer are outputs, with them (batch first) gradients, which are batched
    for every input; `outside`, it is the batch that is differentiated, and a gradient looks like
    its input.
    """

    inputs: tuple[Tensor, ...]
    axes: tuple[int | None, ...]
    cotangents: tuple[Tensor, ...] = ()
    setting: Setting | None = None
    outside: bool = False


class Compiled(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """torch.compile of the Function as one graph, traced into backward too, and run uncompiled.

    Without cotangents the answer are outputs, with them gradients.
    """

    inputs: tuple[Tensor, ...]
    cotangents: tuple[Tensor, ...] = ()
    setting: Setting | None = None


class Lifetime(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Call the Function, let go of what it returned, and say what is still there."""

    inputs: tuple[Tensor, ...]
    setting: Setting | None = None


class Cost(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """Count what a forward and a backward cost."""

    inputs: tuple[Tensor, ...]
    cotangents: tuple[Tensor, ...]
    setting: Setting | None = None


Alone = Values | Tangent | Batched | Compiled | Lifetime | Cost | Variants
