"""The mutants that are right, and in what, beyond what is promised, they may differ."""

from __future__ import annotations

from pathlib import Path

from mutants import LAB

from gradgrader.proofs._equivalent import Equivalent
from gradgrader.proofs._equivalent import equivalents as listed

EXERCISES = Path(__file__).parents[2] / "exercises"
BEYOND = {
    "rounding": "the last places of numbers that were added up in another order",
    "sign of zero": "0.0 for -0.0",
    "memory layout": "strides of a tensor, whether it is a view, how often it was written to",
    "None for zeros": "None for a gradient of zeros, or the reverse",
    "whether an edit is noticed": "an error where the other gives the right derivative",
    "edits through .data": "derivatives of what was changed behind autograd's back",
    "replaced saved tensors": "gradients where a hook gives back other tensors than were saved",
    "batched cotangents": "torch.func and is_grads_batched, which refuse some in-place steps",
    "gradients under autocast": "gradients where backward, too, is called under autocast",
    "words of an error": "what an exception says where the solution raises one as well",
    "warnings": "torch's warning that a vector was transposed",
    "third derivatives at 0": "a derivative of the second derivatives, where an entry is exactly 0",
    "second derivatives where numbers underflow": "where the square of an entry is 0 in float64",
    "third derivatives where numbers underflow": "where the square of an entry is 0 in float64",
    "second derivatives of inf and nan": "NaN or inf, where the solution has another one",
    "gradients of complex numbers": "an exercise would have to declare `complex: true`",
    "second derivatives of complex numbers": "an exercise would have to declare `complex: true`",
    "third derivatives of complex numbers": "an exercise would have to declare `complex: true`",
}


def equivalents() -> list[Equivalent]:
    """Those of the lab, by exercise: each was compared with its solution."""
    return [one for name in sorted(LAB) for one in listed(EXERCISES / name)]


def argued() -> list[Equivalent]:
    """Those of other exercises: why they are right, no more."""
    folders = sorted(path.parent for path in EXERCISES.glob("*/equivalent.yaml"))
    return [one for folder in folders if folder.name not in LAB for one in listed(folder)]
