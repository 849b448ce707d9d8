"""What messages are made of; all of it is attested by a worker, and bounded in size."""

from __future__ import annotations

from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]
Few = msgspec.Meta(max_length=64)
Index = Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A line of the learner's that was running."""

    unit: Name
    line: Index
    function: Name


class RawGradient(msgspec.Struct, frozen=True):
    """One value as backward itself returned it, before the engine casts, sums or drops it."""

    kind: Name
    shape: Annotated[tuple[int, ...], Few] = ()
    dtype: Name = ""


class Help(msgspec.Struct, frozen=True, array_like=True):
    """A function that does the deriving for backward, and the learner's lines that called it."""

    name: Name
    times: Annotated[int, msgspec.Meta(ge=0)]
    frames: Annotated[list[Frame], Few] = []


class Seen(msgspec.Struct, frozen=True):
    """A Function that came into being: its name, where, and how many arguments forward takes.

    `offers` are optional methods that it defines: jvp, vmap, setup_context, generate_vmap_rule.
    """

    name: Name
    unit: Name
    line: Index
    parameters: Annotated[list[Name], Few]
    least: Index
    most: Index | None
    offers: Annotated[list[Name], Few] = []


class Saved(msgspec.Struct, frozen=True):
    """A tensor kept for backward: by `position` in save_for_backward, or as `attribute` of ctx.

    `constant` means that autograd knows no way from it to the inputs.
    """

    position: Index | None
    attribute: Name
    constant: bool
