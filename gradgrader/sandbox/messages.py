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

from gradgrader.sandbox.alone import (
    Alone,
    Batched,
    Compiled,
    Cost,
    Lifetime,
    Tangent,
    Values,
)
from gradgrader.sandbox.records import (
    Few,
    Frame,
    Help,
    Index,
    Name,
    RawGradient,
    Saved,
    Seen,
    Words,
)
from gradgrader.sandbox.settings import Setting
from gradgrader.sandbox.sweeps import Pull, Pulled, Sweep, Swept, Uneven
from gradgrader.sandbox.tensors import pack, unpack
from gradgrader.sandbox.variants import Variants, Varied


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
    """Call the Function; later steps know the call as `handle`.

    With `same`, the i-th argument is the same tensor as the same[i]-th; with `copies` arguments
    are results of an operation rather than leaves; `watch` asks for `effects`.
    """

    handle: int
    inputs: tuple[Tensor, ...]
    requires: tuple[bool, ...]
    same: tuple[int, ...] = ()
    copies: bool = False
    watch: bool = False
    setting: Setting | None = None


class Backward(Message, frozen=True):
    """Differentiate what `of` returned; with `create_graph` the result can be differentiated again.

    A cotangent that is None is undefined: that output is not used. One that is `fixed` carries no
    gradient itself, as after `.sum()`. `watch` asks for `own_work` and `effects`.
    """

    handle: int
    of: int
    cotangents: tuple[Tensor | None, ...]
    create_graph: bool = False
    watch: bool = False
    fixed: bool = False


class Drop(Message, frozen=True):
    """Forget these handles."""

    handles: list[int]


class Look(Message, frozen=True):
    """Say what the tensors of a call hold by now."""

    of: int


class Spoil(Message, frozen=True):
    """Multiply an argument of a call (made with `copies`) by 3, in place and unseen by autograd."""

    of: int
    argument: int


Step = Forward | Backward | Sweep | Pull | Drop | Look | Spoil | Alone


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


class Raised(Message, frozen=True):
    """An exception, with the learner's own frames, outermost first."""

    type: Name
    message: Words
    frames: Annotated[list[Frame], Few] = []
    raw: Annotated[list[RawGradient], Few] | None = None
    unit: Index | None = None
    statement: Index | None = None


class Loaded(Message, frozen=True):
    """What running the units brought: Functions in order of definition, and what was raised."""

    functions: Annotated[list[Seen], msgspec.Meta(max_length=500)]
    problems: Annotated[list[Raised], msgspec.Meta(max_length=500)]


class Outputs(Message, frozen=True):
    """What forward returned; a value that is no tensor is None, and `kinds` says what it was.

    `effects` name what else it has changed, as far as the step was watched.
    """

    values: Annotated[tuple[Tensor | None, ...], Few]
    kinds: Annotated[tuple[Name, ...], Few]
    differentiable: Annotated[tuple[bool, ...], Few]
    saved: Annotated[list[Saved], Few] = []
    effects: Annotated[list[Name], Few] = []


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
    effects: Annotated[list[Name], Few] = []


class Dropped(Message, frozen=True):
    """Done."""


class Looked(Message, frozen=True):
    """What a call's arguments, outputs and latest cotangents hold."""

    inputs: Annotated[tuple[Tensor | None, ...], Few]
    outputs: Annotated[tuple[Tensor | None, ...], Few]
    cotangents: Annotated[tuple[Tensor | None, ...], Few]


class Lives(Message, frozen=True):
    """Which inputs and outputs outlived their last reference, and which attributes hold one."""

    inputs: Annotated[list[Index], Few]
    outputs: Annotated[list[Index], Few]
    attributes: Annotated[list[Name], Few]


class Costs(Message, frozen=True):
    """Bytes kept for backward, and matrix products of forward and backward together."""

    kept: Annotated[int, msgspec.Meta(ge=0)]
    products: Annotated[int, msgspec.Meta(ge=0)]


Answer = (
    Outputs
    | Gradients
    | Swept
    | Pulled
    | Uneven
    | Raised
    | Dropped
    | Looked
    | Lives
    | Costs
    | Varied
)
Request = Load | Run
Reply = Hello | Progress | Loaded | Answer


ENCODER = msgspec.msgpack.Encoder(enc_hook=pack)
REQUESTS: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request, dec_hook=unpack)
REPLIES: msgspec.msgpack.Decoder[Reply] = msgspec.msgpack.Decoder(Reply, dec_hook=unpack)

# what a step may be answered with
ANSWERS: dict[type, tuple[type[Answer], ...]] = {
    Forward: (Outputs, Raised),
    Backward: (Gradients, Raised),
    Sweep: (Swept, Uneven, Raised),
    Pull: (Pulled, Uneven, Raised),
    Drop: (Dropped,),
    Look: (Looked, Raised),
    Spoil: (Dropped, Raised),
    Values: (Outputs, Raised),
    Tangent: (Outputs, Raised),
    Batched: (Outputs, Gradients, Raised),
    Compiled: (Outputs, Gradients, Raised),
    Lifetime: (Lives, Raised),
    Cost: (Costs, Raised),
    Variants: (Varied, Raised),
}
