"""What gradcheck's messages mean, in words that say what to do.

Its own text stays in `detail`. The messages are those of torch/autograd/gradcheck.py and of the
engine, as of torch 2.13.
"""

from __future__ import annotations

import re

MISMATCH = r"Jacobian mismatch for output \d+ \(`(\w+)`\) with respect to input \d+ \(`(\w+)`\)"
COUNT = r"incorrect number of gradients \(expected (\d+), got (\d+)\)"
SHAPE = (
    r"invalid gradient at index (\d+) - got (\[.*?\])"
    r" but expected shape compatible with (\[.*?\])"
)
UNUSED = "an output may be unused; its incoming gradient is None then: treat None as zero"
MEANINGS = {
    MISMATCH: r"the gradient of `\2` through `\1` is not what finite differences give",
    r"Jacobian mismatch": "a derivative is not what finite differences give",
    r"not reentrant": (
        "backward, run twice on the same forward, gave two answers: it changes something that it"
        " should only read"
    ),
    r"backward not multiplied by grad_output": (
        "a zero incoming gradient gives a gradient that is not zero: every term must contain the"
        " incoming gradient"
    ),
    r"undefined output grads": UNUSED,
    r"all input grads to be undefined or zero": UNUSED,
    r"Numerical gradient for function expected to be zero": (
        "no output carries a gradient although the function depends on its inputs: is one detached,"
        " or marked non-differentiable?"
    ),
    r"While computing batched gradients": (
        "backward has a step that vmap can't batch: in place, or depending on values"
    ),
    r"undefined tangent|Forward AD": (
        "jvp treats a tangent that nobody made (None) otherwise than a zero one"
    ),
    COUNT: (
        r"forward takes \1 arguments, so backward returns \1 values, not \2 (None for what is no"
        " tensor)"
    ),
    SHAPE: (
        r"gradient number \1 (from 0) has shape \2, its input has \3: is a transpose missing, or"
        " one too many?"
    ),
    r"same shape when inputs are perturbed": (
        "the shape of an output depends on the values of an input"
    ),
}


def translated(message: str) -> str:
    """The meaning of a message; the message itself where none is known."""
    for pattern, meaning in MEANINGS.items():
        if found := re.search(pattern, message):
            return found.expand(meaning)
    return message
