"""What grader and worker say to each other: typed records, and tensors as checked bytes.

The grader decodes with msgspec, which refuses whatever isn't of the declared type, and no text is
ever evaluated. `values` are verified by whoever compares them; everything else that a worker says
(what was saved, which frame raised, what a class is called) is attested by a process that has run
a learner's code, and is good for teaching, never the ground for a pass.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from torch import Tensor

from gradgrader.sandbox.tensors import pack, unpack

Name = Annotated[str, msgspec.Meta(max_length=200)]
Words = Annotated[str, msgspec.Meta(max_length=4000)]
Few = msgspec.Meta(max_length=64)
Index = Annotated[int, msgspec.Meta(ge=0, lt=1 << 31)]


class Message(msgspec.Struct, frozen=True, tag_field="is", tag=True):
    """The frame of every record that can be sent by itself."""


class UnitText(msgspec.Struct, frozen=True, array_like=True):
    """Source that runs as a whole, in the namespace `space`."""

    name: str
    source: str
    space: str = "submission"


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

    A cotangent that is None is undefined: that output is not used. `watch` asks for `own_work`.
    """

    handle: int
    of: int
    cotangents: tuple[Tensor | None, ...]
    create_graph: bool = False
    watch: bool = False


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

    unit: Index
    statement: Index


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


class Raised(Message, frozen=True):
    """An exception, with the learner's own frames, outermost first."""

    type: Name
    message: Words
    frames: Annotated[list[Frame], Few] = []
    raw: Annotated[list[RawGradient], Few] | None = None
    unit: Index | None = None
    statement: Index | None = None


class Seen(msgspec.Struct, frozen=True):
    """A Function that came into being: its name, where, and how many arguments forward takes."""

    name: Name
    unit: Name
    line: Index
    parameters: Annotated[list[Name], Few]
    least: Index
    most: Index | None


class Loaded(Message, frozen=True):
    """What running the units brought: Functions in order of definition, and what was raised."""

    functions: Annotated[list[Seen], msgspec.Meta(max_length=500)]
    problems: Annotated[list[Raised], msgspec.Meta(max_length=500)]


class Saved(msgspec.Struct, frozen=True):
    """A tensor kept for backward: by `position` in save_for_backward, or as `attribute` of ctx.

    `constant` means that autograd knows no way from it to the inputs.
    """

    position: Index | None
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

    `refused` says that a gradient carries the error node of once_differentiable, and `own_work`
    what backward called instead of deriving the gradient itself, as far as the step was watched.
    """

    values: Annotated[tuple[Tensor | None, ...], Few]
    differentiable: Annotated[tuple[bool, ...], Few]
    raw: Annotated[list[RawGradient], Few] | None = None
    refused: bool = False
    own_work: Annotated[list[Help], Few] = []


class Dropped(Message, frozen=True):
    """Done."""


Answer = Outputs | Gradients | Raised | Dropped
Request = Load | Run
Reply = Hello | Progress | Loaded | Outputs | Gradients | Raised | Dropped


ENCODER = msgspec.msgpack.Encoder(enc_hook=pack)
REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request, dec_hook=unpack)
REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply, dec_hook=unpack)
