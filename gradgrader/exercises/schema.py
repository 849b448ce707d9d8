"""The exercise file, format 1: what may stand in it."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

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


class ExerciseFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """exercise.yaml of gradgrader, format 1."""

    format: Annotated[Literal[1], msgspec.Meta(description="Version of this format.")]
    id: Annotated[
        str,
        msgspec.Meta(pattern=r"^[a-z][a-z0-9_]*$", description="Also the name of the folder."),
    ]
    title: Text
    group: Text = "other"
    order: Annotated[int, msgspec.Meta(description="Place in the listing.")] = 1000
    names: Annotated[
        list[Text], msgspec.Meta(description="Names of classes that suggest this exercise.")
    ] = []
    formula: Annotated[str, msgspec.Meta(max_length=40, description="One line, for lists.")] = ""
    statement: Annotated[
        str, msgspec.Meta(description="What to do: paragraphs, `code`, **bold**, - bullets.")
    ] = ""
    signature: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^\s*\w+(\s*,\s*\w+)*\s*->\s*\w+(\s*,\s*\w+)*\s*$",
            description="Names of inputs and outputs: `q, k, v -> o, a`.",
        ),
    ]
    plain_outputs: Annotated[
        list[Text],
        msgspec.Meta(description="Outputs of the signature that carry no gradient: indices."),
    ] = []
    inplace: Annotated[
        bool, msgspec.Meta(description="Forward changes its first input, and returns it.")
    ] = False
    by_name: Annotated[
        bool,
        msgspec.Meta(
            description="Many Functions have this forward: it is recognised by name, marker or -e."
        ),
    ] = False
    surrogate: Annotated[
        bool,
        msgspec.Meta(description="The gradient is another than that of the values, by design."),
    ] = False
    keeps: Annotated[
        Literal["anything", "inputs", "outputs"],
        msgspec.Meta(description="As many bytes kept for backward as inputs (and outputs) have."),
    ] = "anything"
    reference: Annotated[
        Text,
        msgspec.Meta(
            description="Python body of the forward, trusted; `torch` is in scope."
            " Autograd derives its gradient."
        ),
    ]
    inputs: Annotated[
        dict[str, Shape | InputFile],
        msgspec.Meta(min_length=1, description="For each input its shape: `q: m d`."),
    ]
    contract: Annotated[
        list[Annotated[str, msgspec.Meta(pattern=r"^\s*\w+(\s*=\s*\w+)+\s*$")]],
        msgspec.Meta(description="Dimensions promised to be equal: `m = n`."),
    ] = []
    cases: Annotated[
        list[Sizes],
        msgspec.Meta(
            description="Sizes inside the contract; the first, a small one, is gradcheck's."
            " Default: distinct primes, twice, and all equal."
        ),
    ] = []
    beyond: Annotated[
        list[Sizes],
        msgspec.Meta(description="Sizes outside the contract: tried, but no ground to fail."),
    ] = []
    gradcheck: GradcheckFile = msgspec.field(default_factory=GradcheckFile)
    checks: Annotated[
        dict[str, Demands | CheckFile],
        msgspec.Meta(description="What is asked of a check, where it isn't the default."),
    ] = {}
    special_points: Annotated[
        list[SpecialPointFile],
        msgspec.Meta(description="Kinks, ties and edges, and what is right there."),
    ] = []
    invariants: Annotated[
        list[InvariantFile], msgspec.Meta(description="Identities of right gradients.")
    ] = []
    exact_zeros: Annotated[
        list[Text],
        msgspec.Meta(
            description="Inputs whose Jacobian has zeros that must be exact, such as those of an"
            " entrywise function or a mask."
        ),
    ] = []
    batch: Annotated[
        bool | list[Text],
        msgspec.Meta(
            description="Leading batch dimensions are promised as well: on every input, or only on"
            " those that are listed, while the batch shares the others."
        ),
    ] = False
    complex: Annotated[bool, msgspec.Meta(description="Complex inputs are promised as well.")] = (
        False
    )
    points: Annotated[float, msgspec.Meta(gt=0)] = 1.0
    after: Annotated[
        list[Text], msgspec.Meta(description="Ids of exercises to be solved before this one.")
    ] = []
    difficulty: (
        Annotated[int, msgspec.Meta(ge=1, le=5, description="From 1, a warm-up, to 5.")] | None
    ) = None
    minutes: (
        Annotated[
            int,
            msgspec.Meta(ge=1, description="How long it takes who knows what comes before."),
        ]
        | None
    ) = None
    hints: Annotated[list[Text], msgspec.Meta(description="From a nudge to a near-answer.")] = []
    lesson: Annotated[
        dict[str, Text],
        msgspec.Meta(
            description="What `gradgrader derive` says of a step, by the name that the reference"
            " gives its value."
        ),
    ] = {}
    derivation: Annotated[
        Literal["allowed", "forbidden"],
        msgspec.Meta(
            description="Whether `gradgrader derive` may show the way, and so the answer."
        ),
    ] = "allowed"


# What can change without making another exercise of it
_WORDING = {
    *("format", "title", "group", "order", "formula", "statement", "hints", "after", "names"),
    *("difficulty", "minutes", "by_name"),
}


def version(file: ExerciseFile) -> str:
    """A word that changes with what is judged; a field that the file leaves out is not in it."""
    judged = {n: v for n, v in msgspec.to_builtins(file).items() if n not in _WORDING}
    return hashlib.sha256(msgspec.json.encode(judged, order="sorted")).hexdigest()[:16]


DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = "urn:gradgrader:exercise:1"


def json_schema() -> dict[str, Any]:
    """JSON Schema of exercise.yaml, for editors."""
    return {"$schema": DIALECT, "$id": NAME, **msgspec.json.schema(ExerciseFile)}
