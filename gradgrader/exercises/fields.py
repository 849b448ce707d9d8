"""The exercise file, format 1: what may stand in one of its fields."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(min_length=1)]
Shape = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^([A-Za-z_]\w*|\d+)?( +([A-Za-z_]\w*|\d+))*$",
        description="Dimensions, separated by spaces: names, or fixed sizes. Empty for a scalar.",
    ),
]
Dimension = Annotated[str, msgspec.Meta(pattern=r"^([A-Za-z_]\w*|\d+)$")]
Size = Annotated[int, msgspec.Meta(ge=0, le=64)]
Sizes = dict[str, Size]
Domain = Literal[
    "normal",
    "positive",
    "nonzero",
    "distinct",
    "spd",
    "regular",
    "symmetric",
    "contraction",
    "truths",
]
Demands = Literal["required", "advisory", "off"]


Value = bool | int | float | str | None


class InputFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """An argument of forward, written out: a tensor with a `shape`, or a plain value."""

    shape: Shape | None = None
    domain: Annotated[
        Domain,
        msgspec.Meta(
            description="What values it takes: `normal` (standard normal), `positive`, `nonzero`"
            " (of both signs, 0.1 away from 0), `distinct` (no two entries nearer than 0.1), `spd`"
            " (symmetric positive definite), `regular` (a matrix of any shape, with singular values"
            " of at least 1 that differ by 0.5), `symmetric` (with eigenvalues of both signs that"
            " differ by 0.5), `contraction` (the absolute values of a row add up to 0.3), `truths`"
            " (True and False: it carries no gradient)."
        ),
    ] = "normal"
    below: Annotated[
        Dimension | None,
        msgspec.Meta(
            description="Whole numbers from 0 up to this dimension or number: no gradient."
        ),
    ] = None
    also: Annotated[
        list[int], msgspec.Meta(description="Whole numbers that some entries take, like -100.")
    ] = []
    values: Annotated[
        list[Value],
        msgspec.Meta(
            description="No tensor: the i-th value in the i-th case, the first in other sizes."
        ),
    ] = []


class GradcheckFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Options handed to torch.autograd.gradcheck; the defaults are torch's own."""

    eps: Annotated[float, msgspec.Meta(gt=0)] = 1e-6
    atol: Annotated[float, msgspec.Meta(ge=0)] = 1e-5
    rtol: Annotated[float, msgspec.Meta(ge=0)] = 1e-3


class CheckFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """What is asked of a check, written out."""

    demand: Annotated[
        Demands | None, msgspec.Meta(description="Default: what the check's severity means.")
    ] = None
    points: Annotated[
        float, msgspec.Meta(ge=0, description="Given if it passes, beside the exercise's own.")
    ] = 0.0


class SpecialPointFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A point where the derivative is a convention: that of the reference."""

    at: Annotated[
        dict[str, float | Literal["ties"]],
        msgspec.Meta(
            min_length=1, description="Inputs and the value that entries take, or `ties`."
        ),
    ]
    why: Annotated[str, msgspec.Meta(description="The convention in words, told to learners.")] = ""
    any_subgradient: Annotated[
        bool, msgspec.Meta(description="Any slope between the one-sided ones is right.")
    ] = False
    rows: Annotated[
        bool, msgspec.Meta(description="Whole rows (along the last axis) take it, not entries.")
    ] = False


class InvariantFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """An identity that right gradients fulfil."""

    words: Text
    zero: Annotated[
        Text,
        msgspec.Meta(
            description="An expression that is 0: inputs and outputs by name, `go` for the"
            " cotangent of `o`, `dq` for the gradient of `q`, `torch`."
        ),
    ]
