"""What grader and worker say to each other: typed records, and tensors as checked bytes.

The grader decodes with msgspec, which refuses whatever isn't of the declared type, and no text is
ever evaluated. `values` are verified by whoever compares them; everything else that a worker says
(what was saved, which frame raised, what a class is called) is attested by a process that has run
a learner's code, and is good for teaching, never the ground for a pass.
"""

from __future__ import annotations

import ctypes
import math
from typing import Annotated, Any, Literal

import msgspec
import torch
from torch import Tensor

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        torch.float64,
        torch.float32,
        torch.float16,
        torch.bfloat16,
        torch.int64,
        torch.int32,
        torch.int16,
        torch.int8,
        torch.uint8,
        torch.bool,
        torch.complex64,
        torch.complex128,
    )
}
MAX_DIMENSIONS = 16
MAX_ELEMENTS = 1 << 24

Name = Annotated[str, msgspec.Meta(max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]
Few = msgspec.Meta(max_length=64)


class Malformed(ValueError):
    """A message that no honest peer sends."""


class Message(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """The frame of every record that can be sent by itself."""


class UnitText(msgspec.Struct, frozen=True, array_like=True):
    """Source that runs as a whole; `continues` says that what follows a failure still runs."""

    name: str
    source: str


class Load(Message, frozen=True):
    """Run these units in order, without the statements (unit, index) in `skip`."""

    units: list[UnitText]
    modules: dict[str, UnitText] = {}
    skip: list[tuple[int, int]] = []


class Forward(Message, frozen=True):
    """Call the Function; later steps know the call as `handle`."""

    handle: int
    inputs: tuple[Tensor, ...]
    requires: tuple[bool, ...]


class Backward(Message, frozen=True):
    """Differentiate what `of` returned; with `create_graph` the result can be differentiated again.

    A cotangent that is None is undefined: that output is not used.
    """

    handle: int
    of: int
    cotangents: tuple[Tensor | None, ...]
    create_graph: bool = False


class Drop(Message, frozen=True):
    """Forget these handles."""

    handles: list[int]


Step = Forward | Backward | Drop


class Run(Message, frozen=True):
    """Take these steps with one Function, and answer each; `keep` lets handles outlive the run."""

    function: int
    steps: list[Step]
    keep: bool = False


class Hello(Message, frozen=True):
    """The worker is ready; which limits are in force."""

    layers: dict[Name, Name] = {}


class Progress(Message, frozen=True):
    """A top-level statement is about to run."""

    unit: int
    statement: int


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """A line of the learner's that was running."""

    unit: Name
    line: int
    function: Name


class RawGradient(msgspec.Struct, frozen=True):
    """One value as backward itself returned it, before the engine casts, sums or drops it."""

    kind: Name
    shape: Annotated[tuple[int, ...], Few] = ()
    dtype: Name = ""


class Raised(Message, frozen=True):
    """An exception, with the learner's own frames, outermost first."""

    type: Name
    message: Words
    frames: Annotated[list[Frame], Few] = []
    raw: Annotated[list[RawGradient], Few] | None = None
    unit: int | None = None
    statement: int | None = None


class Seen(msgspec.Struct, frozen=True):
    """A Function that came into being: its name, where, and how many arguments forward takes."""

    name: Name
    unit: Name
    line: int
    parameters: Annotated[list[Name], Few]
    least: int
    most: int | None


class Loaded(Message, frozen=True):
    """What running the units brought: Functions in order of definition, and what was raised."""

    functions: Annotated[list[Seen], msgspec.Meta(max_length=500)]
    problems: Annotated[list[Raised], msgspec.Meta(max_length=500)]


class Saved(msgspec.Struct, frozen=True):
    """A tensor kept for backward: by `position` in save_for_backward, or as `attribute` of ctx.

    `constant` means that autograd knows no way from it to the inputs.
    """

    position: int | None
    attribute: Name
    constant: bool


class Outputs(Message, frozen=True):
    """What forward returned; a value that is no tensor is None, and `kinds` says what it was."""

    values: Annotated[tuple[Tensor | None, ...], Few]
    kinds: Annotated[tuple[Name, ...], Few]
    differentiable: Annotated[tuple[bool, ...], Few]
    saved: Annotated[list[Saved], Few] = []


class Gradients(Message, frozen=True):
    """What the engine made of backward: one gradient an input (and cotangent, at second order).

    `refused` says that a gradient carries the error node of once_differentiable.
    """

    values: Annotated[tuple[Tensor | None, ...], Few]
    differentiable: Annotated[tuple[bool, ...], Few]
    raw: Annotated[list[RawGradient], Few] | None = None
    refused: bool = False


class Dropped(Message, frozen=True):
    """Done."""


Answer = Outputs | Gradients | Raised | Dropped
Request = Load | Run
Reply = Hello | Progress | Loaded | Outputs | Gradients | Raised | Dropped


def _pack(value: Any) -> Any:
    """A tensor as [dtype, shape, bytes, strides]; strides are null where memory is contiguous."""
    if not isinstance(value, Tensor):
        raise NotImplementedError(f"can't send a {type(value).__name__}")
    value = value.detach()
    dtype, shape = str(value.dtype).removeprefix("torch."), list(value.shape)
    if value.is_contiguous() or value.numel() == 0:
        return [dtype, shape, as_bytes(value.contiguous()), None]
    extent = 1 + sum((n - 1) * step for n, step in zip(shape, value.stride(), strict=True))
    window = torch.as_strided(value, (extent,), (1,))
    return [dtype, shape, as_bytes(window), list(value.stride())]


def as_bytes(tensor: Tensor) -> bytes:
    """The memory of a contiguous tensor (no numpy needed, whatever the dtype)."""
    return ctypes.string_at(tensor.data_ptr(), tensor.numel() * tensor.element_size())


def _unpack(kind: type, raw: Any) -> Tensor:
    """A tensor from [dtype, shape, bytes, strides], every length checked before it is built."""
    if kind is not Tensor or not isinstance(raw, list) or len(raw) != 4:  # noqa: PLR2004
        raise Malformed("no tensor")
    name, shape, content, strides = raw
    if name not in DTYPES or not isinstance(content, bytes):
        raise Malformed("a tensor of no known dtype")
    if not _sizes(shape) or (strides is not None and not _sizes(strides, len(shape))):
        raise Malformed("a tensor of no possible shape")
    dtype, count = DTYPES[name], math.prod(shape)
    extent = count
    if strides is not None and count:
        extent = 1 + sum((n - 1) * step for n, step in zip(shape, strides, strict=True))
    if max(count, extent) > MAX_ELEMENTS or extent * dtype.itemsize != len(content):
        raise Malformed("a tensor whose bytes don't fit its shape")
    if dtype is torch.bool and content.translate(None, b"\0\1"):
        raise Malformed("booleans that are neither true nor false")
    if not count:
        return torch.empty(shape, dtype=dtype)
    flat = torch.frombuffer(bytearray(content), dtype=dtype)
    return flat.reshape(shape) if strides is None else torch.as_strided(flat, shape, strides)


def _sizes(value: Any, length: int | None = None) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MAX_DIMENSIONS
        and (length is None or len(value) == length)
        and all(isinstance(n, int) and 0 <= n <= MAX_ELEMENTS for n in value)
    )


ENCODER = msgspec.msgpack.Encoder(enc_hook=_pack)
REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request, dec_hook=_unpack)
REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply, dec_hook=_unpack)

Gone = Literal["closed", "late"]
