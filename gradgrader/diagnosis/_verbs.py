"""What wrong gradients do, in words, for one of them and for several."""

from __future__ import annotations

ONE = {"is": "is", "has": "has", "does": "does", "s": "", "es": "s", "it": "it", "its": "its"}
MANY = {"is": "are", "has": "have", "does": "do", "s": "s", "es": "", "it": "they", "its": "their"}
# code of the diagnosis, its title, what the gradients do
WORDS: dict[str, tuple[str, str, str]] = {
    "zero": ("always-zero", "a gradient is always zero", "{is} always zero"),
    "not-finite": (
        "not-finite",
        "a gradient is not finite",
        "{is} not finite (inf or nan) where the right one{s} {is}",
    ),
    "constant": (
        "constant",
        "a gradient does not depend on what comes in",
        "{does} not depend on what comes in: {it} {is} the same for every incoming gradient",
    ),
    "offset": (
        "constant-part",
        "a part of a gradient does not depend on what comes in",
        "{is} not zero when the incoming gradient is: a part does not depend on what comes in",
    ),
    "squared": (
        "not-linear",
        "a gradient grows with the square of what comes in",
        "become{es} four times as large when twice as much comes in",
    ),
    "sign-lost": (
        "not-linear",
        "the sign of the incoming gradient is lost",
        "stay{es} the same when what comes in changes its sign",
    ),
    "size-lost": (
        "not-linear",
        "the size of the incoming gradient is lost",
        "stay{es} the same when twice as much comes in",
    ),
    "not-linear": (
        "not-linear",
        "a gradient is not proportional to what comes in",
        "{is} not proportional to what comes in",
    ),
    "sign": (
        "wrong-sign",
        "a gradient has the wrong sign",
        "{is} the right one{s} with {its} sign{s} flipped",
    ),
    "transposed": ("transposed", "a gradient is transposed", "{is} the right one{s}, transposed"),
    "slope": (
        "wrong-slope",
        "a gradient is multiplied with another number than the derivative",
        "{is} what comes in, entry by entry, times a number other than the derivative",
    ),
    "multiple": (
        "scaled",
        "a gradient is scaled",
        "{is} a multiple of the right one{s}, but another multiple for other numbers or sizes",
    ),
    "single": (
        "single-precision",
        "a gradient is in single precision",
        "{is} right to seven digits only, as numbers in single precision (float32) are",
    ),
    "close": (
        "imprecise",
        "a gradient is only nearly right",
        "{is} nearly right, but not to rounding",
    ),
    "signs": (
        "wrong-signs",
        "some entries of a gradient have the wrong sign",
        "{has} the right numbers, but some of them with the wrong sign",
    ),
    "moved": (
        "rearranged",
        "the entries of a gradient are in the wrong places",
        "{has} the right numbers in the wrong places",
    ),
    "part": (
        "partly-zero",
        "a part of a gradient is missing",
        "{is} zero in some entries where {it} should not be, and right in the others",
    ),
    "positive": (
        "only-for-positive",
        "a gradient is right for positive inputs only",
        "{is} right only as long as all inputs are positive",
    ),
    "negative": (
        "only-for-negative",
        "a gradient is right for negative inputs only",
        "{is} right only as long as all inputs are negative",
    ),
    "square": (
        "only-for-square",
        "a gradient is right for equal sizes only",
        "{is} right only where all sizes are equal",
    ),
    "small": (
        "only-for-small",
        "a gradient is right for small inputs only",
        "come{es} near the right one{s} for very small inputs only",
    ),
    "forward-again": (
        "as-forward",
        "forward once more, instead of back",
        "{is} what forward makes of what comes in, as if that were a change of {its} input",
    ),
    "turned-round": (
        "rearranged",
        "the entries of a gradient are in the wrong places",
        "{is} the right one{s}, turned round: the last entry comes first",
    ),
    "early": (
        "sum-of-slopes",
        "a gradient is a product of sums",
        "{is} what comes in, entry by entry, times the sum of all slopes",
    ),
    "frequencies": (
        "scaled",
        "some frequencies of a gradient are scaled",
        "{is} the right one{s} frequency by frequency, but some of these are a multiple",
    ),
    "times": ("scaled", "a gradient is scaled by a tensor", "{is} the right one{s} {words}"),
    "wrong": ("wrong-gradient", "a gradient is wrong", "{is} wrong"),
    "factor": ("scaled", "a gradient is scaled", "{is} {factor:.6g} times the right one{s}"),
    "size": ("scaled", "a gradient is scaled by a size", "{is} the right one{s} {words}"),
    "as-if": (
        "as-if",
        "a gradient is right for another tensor",
        "{is} what {it} would be if {words}",
    ),
    "input": (
        "another-input",
        "a gradient is that of another input",
        "{is} the gradient of {other}",
    ),
    "input-transposed": (
        "another-input",
        "a gradient is that of another input",
        "{is} the gradient of {other}, transposed",
    ),
}
