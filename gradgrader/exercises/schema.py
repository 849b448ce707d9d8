"""The exercise file, format 1: what may stand in it."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

import msgspec

from gradgrader.exercises.fields import (
    CheckFile,
    Demands,
    GradcheckFile,
    InputFile,
    InvariantFile,
    Shape,
    Sizes,
    SpecialPointFile,
    Text,
)


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
            description="Other Functions have this forward: name, marker or -e tell which is meant."
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
    products: Annotated[
        Literal["any", "usual"],
        msgspec.Meta(description="No more products of matrices than autograd makes."),
    ] = "any"
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
