"""What to ask whose wrong numbers are of a kind, where no single mistake explains them."""

from __future__ import annotations

from gradgrader.diagnosis._about import Asked

ZERO = Asked(
    "zero-gradient",
    "a gradient is left out",
    "Does the output not depend on it? Which step of forward uses it, and what comes back there?",
)
ROUTE = Asked(
    "dropped-cotangent",
    "a way back is left out",
    "By which way does that input act on that output? What arrives there has to come back along it,"
    " beside what comes back along other ways.",
)
ADDED = Asked(
    "not-a-sum",
    "what comes back is not added up",
    "A loss may depend on all outputs at once. What has to happen with what comes back from each?",
)
LINEAR = Asked(
    "nonlinear-in-cotangent",
    "more is done with the incoming gradient than to multiply it",
    "Backward multiplies what comes in with a derivative, and adds. Where do you do something else"
    " with it: square it, take its size or its sign, cut it off, ask whether it is positive?",
)
IGNORES = Asked(
    "ignores-cotangent",
    "the incoming gradient is not used",
    "A derivative alone is no gradient of the loss yet: what does the chain rule multiply it with?",
)
OFFSET = Asked(
    "ignores-cotangent",
    "something is added that does not depend on what comes in",
    "If nothing comes in, nothing goes out. What do you add that is not multiplied with the"
    " incoming gradient?",
)
SIGN = Asked(
    "sign",
    "a sign looks wrong",
    "Does forward subtract anything, or change a sign? Where does the minus in backward come from?",
)
FACTOR = Asked(
    "factor",
    "a factor looks wrong",
    "Does forward multiply or divide by a number, or take a mean? Where is that number in backward,"
    " and where does every other factor there come from?",
)
RETURNS = Asked(
    "swapped-gradients",
    "gradients are returned in another order",
    "In which order does forward take its inputs, and in which order do you return the gradients?",
)
INCOMING = Asked(
    "swapped-cotangents",
    "incoming gradients are exchanged",
    "In which order does forward return its outputs, and in which order does backward get what"
    " comes in for them?",
)
EXTRA = Asked(
    "extra-term",
    "a gradient along a way that is not there",
    "Does that output change when you nudge that input? Where nothing changes, nothing comes back.",
)
TRANSPOSE = Asked(
    "transpose",
    "rows and columns look exchanged",
    "Write it with indices: over which one is a sum taken, along which one is something spread, and"
    " where does each have to stand?",
)
TENSOR = Asked(
    "wrong-saved-tensor",
    "another tensor belongs there",
    "Do you unpack the saved tensors in the order in which you saved them? And which tensor stands"
    " beside the one whose gradient you make, in the step of forward that uses it?",
)
DOMAIN = Asked(
    "domain",
    "the sign of a number decides",
    "What treats positive and negative numbers differently, in forward and in backward: a"
    " comparison, a clamp, a root, a logarithm, an absolute value? Does it belong in both?",
)
PRECISION = Asked(
    "precision",
    "something is not exact",
    "What in backward is only nearly right: a number added for safety, a rounding, a finite"
    " difference, another dtype?",
)
SIZE = Asked(
    "hard-coded-size",
    "a size decides",
    "Where does backward take one size for another, or for a number? And is there a part of the"
    " gradient that vanishes where sizes are equal?",
)
SLOPE = Asked(
    "wrong-derivative",
    "a derivative looks wrong",
    "Each entry acts on one entry of the output only. By how much does that change when you nudge"
    " it: where it is 0, where it is large, on each side of a kink, and where it is not used?",
)
PART = Asked(
    "missing-term",
    "not everything takes part",
    "Where do your loops and slices begin and end, and does every row and column take part?",
)
PLACES = Asked(
    "rearranged",
    "numbers land in the wrong places",
    "Where do you reshape although a transpose is meant, or go through an axis in another order?",
)
FINITE = Asked(
    "not-finite",
    "a formula breaks down",
    "Where do you divide by what can be 0, or take a root or logarithm of what can be negative?",
)

AGAIN = Asked(
    "direction",
    "forward once more, instead of back",
    "Forward brings numbers from some places to others, or adds them up from one end. Does what"
    " comes in have to go the same way once more, or back?",
)
ROUND = Asked(
    "direction",
    "from the wrong end",
    "What is turned round before something has to be turned back after it. In which order do the"
    " entries of the input lie?",
)
EARLY = Asked(
    "wrong-order",
    "a sum is taken too early",
    "Each entry of the input moves several entries of the output, and something else comes in for"
    " each. Which comes first: to multiply each with its slope, or to add up?",
)
STEP = Asked(
    "missing-chain-factor",
    "a factor looks missing, or too many",
    "Which step of forward multiplies, divides, or takes a root? Does its derivative stand in your"
    " formula just once?",
)

HALVES = Asked(
    "factor",
    "some frequencies count too often, or not often enough",
    "Half a spectrum (`rfft`) holds each frequency between its ends for two, and `irfft` takes that"
    " for granted and divides by the length. How often does each count on the way back?",
)

OF_KIND: dict[str, Asked] = {
    "none": ZERO,
    "zero": ZERO,
    "sign": SIGN,
    "factor": FACTOR,
    "size": FACTOR,
    "multiple": FACTOR,
    "constant": IGNORES,
    "offset": OFFSET,
    "squared": LINEAR,
    "sign-lost": LINEAR,
    "size-lost": LINEAR,
    "not-linear": LINEAR,
    "input": RETURNS,
    "input-transposed": RETURNS,
    "output": INCOMING,
    "extra": EXTRA,
    "transposed": TRANSPOSE,
    "cotangent-turned": TRANSPOSE,
    "input-turned": TRANSPOSE,
    "input-for": TENSOR,
    "inputs-exchanged": TENSOR,
    "positive": DOMAIN,
    "negative": DOMAIN,
    "single": PRECISION,
    "close": PRECISION,
    "square": SIZE,
    "slope": SLOPE,
    "part": PART,
    "moved": PLACES,
    "not-finite": FINITE,
    "forward-again": AGAIN,
    "turned-round": ROUND,
    "early": EARLY,
    "times": STEP,
    "frequencies": HALVES,
}
