"""What each kind of edit mends, in words that leave the edit itself to the learner."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A title, and what to think about at the line."""

    title: str
    message: str


KINDS: dict[str, Words] = {
    "sign": Words(
        "a sign is wrong",
        "Something is taken with the wrong sign here: which terms of the derivative are negative?",
    ),
    "operator": Words(
        "another operation is meant",
        "The operands are there, but what is done with them is not what the derivative says.",
    ),
    "product": Words(
        "the wrong kind of product",
        "Is this product taken entry by entry (`*`), or is it one of matrices (`@`)?",
    ),
    "order": Words(
        "factors in the wrong order",
        "A product of matrices is another one when its factors change places.",
    ),
    "missing-transpose": Words(
        "a transpose is missing",
        "With square matrices the shapes fit, but rows and columns have changed places: write the"
        " product with indices, and see which one is summed over.",
    ),
    "extra-transpose": Words(
        "a transpose too many",
        "Rows and columns have changed places here: write it with indices, and see which one is"
        " summed over.",
    ),
    "wrong-name": Words(
        "another tensor is meant",
        "The shape of the formula is right, but one of its tensors is not the one it should be.",
    ),
    "extra-step": Words(
        "one step too many",
        "What goes in here is already what is needed.",
    ),
    "missing-term": Words(
        "a term is missing",
        "Something must be added here (or taken away): what is used in several places, or is"
        " several outputs at once, gets a gradient from each.",
    ),
    "one-path": Words(
        "one way or the other, where both count",
        "What is used in several places, or is several outputs at once, gets a gradient from each,"
        " and these are added.",
    ),
    "dtype": Words(
        "the gradient loses digits",
        "What is made here has torch's default dtype, not that of the input.",
    ),
    "extra-term": Words(
        "a term too many",
        "One of the terms here does not belong to this gradient.",
    ),
    "missing-factor": Words(
        "a factor is missing",
        "By the chain rule, what arrives is multiplied by the derivative of this step. One of the"
        " factors is not there.",
    ),
    "extra-factor": Words(
        "a factor too many",
        "One of the factors here does not belong to this gradient.",
    ),
    "power": Words("a power is wrong", "Which power of it is in the derivative?"),
    "constant": Words("a number is wrong", "Check the numbers of this line."),
    "off-by-one": Words(
        "a loop leaves something out, or goes too far",
        "Where does this loop begin, and where does it end?",
    ),
    "brackets": Words(
        "brackets are in the wrong place",
        "The right pieces are here, but they are grouped in another way: what is multiplied by"
        " what?",
    ),
    "function": Words(
        "another function is meant",
        "Which function of it is in the derivative?",
    ),
    "extra-call": Words(
        "a call that changes the gradient",
        "The gradient must pass here as it is: what is done to it in this line is not part of the"
        " derivative.",
    ),
    "missing-call": Words(
        "a call is missing",
        "Not all of what is computed here counts: which entries, which part of each, or up to"
        " which limit?",
    ),
    "part": Words(
        "another part of complex numbers is meant",
        "Real part, imaginary part, conjugate: which of them moves the output?",
    ),
    "symmetric-part": Words(
        "the symmetric part is meant",
        "Forward takes the symmetric part of its input. What does this step make of what comes"
        " back?",
    ),
    "slice": Words(
        "a part stands for the whole",
        "Here only some of the entries, or of the steps, are used. Which of them take part in"
        " forward?",
    ),
    "shape": Words(
        "entries in the wrong places",
        "A reshape keeps the order of the entries in memory; rows and columns have to change"
        " places here.",
    ),
    "reduction": Words(
        "a sum that is not the right one",
        "Over what is summed here, or should be? What is summed in forward is spread in backward,"
        " and what is spread is summed.",
    ),
    "keepdim": Words(
        "an axis is lost",
        "An axis that is summed or multiplied over is gone, unless it is kept with size 1. Which"
        " shape is asked for?",
    ),
    "dimension": Words("the wrong dimension", "Along which dimension does this go?"),
    "direction": Words(
        "from the wrong end",
        "Forward adds up from the beginning to the end. Which entries of what comes back belong to"
        " the first one, and which to the last?",
    ),
    "flag": Words("a flag is wrong", "Check True and False in this line."),
    "comparison": Words("a comparison is wrong", "For which entries is the condition true?"),
    "einsum": Words(
        "the letters of einsum are wrong",
        "Write the sum with its indices: which belong to which tensor, and which stay?",
    ),
    "swapped-returns": Words(
        "gradients are returned in the wrong order",
        "backward returns one gradient for each input of forward, in the order of the inputs.",
    ),
    "missing-gradient": Words(
        "a gradient is not returned",
        "backward returns one gradient for each input of forward, in the order of the inputs.",
    ),
    "extra-gradient": Words(
        "a gradient too many is returned",
        "backward returns one gradient for each input of forward, in the order of the inputs.",
    ),
    "swapped-names": Words(
        "saved tensors get the wrong names",
        "What is saved and what is unpacked must be in the same order.",
    ),
    "saved": Words(
        "forward saves something else than backward needs",
        "What is saved and what is unpacked must be the same tensors in the same order.",
    ),
    "swapped-arguments": Words(
        "the incoming gradients have the wrong names",
        "backward gets one gradient for each output of forward, in the order of the outputs.",
    ),
    "overwritten": Words(
        "a value is overwritten, or added where it should not be",
        "Is what was there before still needed? And what stays where one place is written twice?",
    ),
    "extra-statement": Words(
        "a line that should not be there",
        "What this line does is not part of the derivative.",
    ),
    "missing-statement": Words(
        "a line is missing",
        "Something is used, or should be returned, that no line computes.",
    ),
    "wrong-step": Words(
        "this line does not hold what it should",
        "What goes into this line is right, and what comes out is not.",
    ),
}
