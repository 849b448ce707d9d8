"""A kind of mistake and the rule that it forgets, as a question: no formula, no answer."""

from __future__ import annotations

from collections.abc import Callable

from gradgrader.diagnosis._about import About, Asked, gradient_of
from gradgrader.diagnosis._mistake import Mistake
from gradgrader.diagnosis._questions_steps import STEPS
from gradgrader.model.exercise import Exercise

INDICES = (
    "Write the sum with its indices: over which one is it taken, and where does that have to stand"
    " in each factor?"
)


def question(mistake: Mistake, exercise: Exercise) -> Asked:
    """What to ask whoever makes this mistake."""
    return QUESTIONS[mistake.code](About(mistake, exercise))


def _dropped(about: About) -> Asked:
    words = (
        f"What comes in for {about.output} seems to be left out. It is an output, and is used"
        " inside as well: what has to happen with what comes back along each of these ways?"
        if about.mistake.about
        else f"In {about.gradient} one way seems to be left out. Where is {about.tensor} used, and"
        " what has to happen with what comes back from each of these places?"
    )
    return Asked("dropped-cotangent", "a way back is left out", words)


def _sign(about: About) -> Asked:
    if not about.mistake.about or about.mistake.about.startswith("g"):
        words = f"In {about.gradient} one of several ways comes with a minus. How are the parts put"
        words += " together that come back along several ways?"
    else:
        words = f"In the derivative of {about.function} a sign looks wrong. What does it come to at"
        words += " 0, and does it become larger or smaller away from there?"
    return Asked("sign", "a sign looks wrong", words)


def _chain(about: About) -> Asked:
    if len(about.parts) > 1:
        wanted, used = about.parts
        words = f"In {about.gradient} stands {_arriving(used)} where {_arriving(wanted)} belongs."
        words += " Which step of forward lies between the two, and what does the chain rule ask"
        words += " for it?"
    else:
        words = f"The derivative of {about.function} seems to be missing in {about.gradient}. What"
        words += " does the chain rule ask for where a function is applied to every entry?"
    return Asked("missing-chain-factor", "a factor of the chain rule looks missing", words)


def _arriving(name: str) -> str:
    return f"what comes in for `{name[1:]}`" if name.startswith("g") else gradient_of(name)


def _part(about: About) -> Asked:
    words = f"The derivative of {about.function} seems to reach only a part of what comes back."
    words += f" Does everything pass through {about.function} on its way to {about.tensor}?"
    return Asked("missing-chain-factor", "a factor of the chain rule is on a part only", words)


def _path(about: About) -> Asked:
    if about.mistake.about:  # the other factor of a product
        words = f"In {about.gradient} a factor of a product seems to be missing. What stands beside"
        words += f" {about.tensor} in the product of forward, and what comes back to it from there?"
    else:
        words = f"What comes in seems to be used as {about.gradient} just as it is. Which step of"
        words += " forward lies between, and how does a gradient pass back through it?"
    return Asked("missing-chain-factor", "a step of the way back looks missing", words)


def _ignores(about: About) -> Asked:
    words = f"What comes in does not seem to get into {about.gradient}. A derivative alone is no"
    words += " gradient of the loss yet: what does the chain rule multiply it with?"
    return Asked("ignores-cotangent", "the incoming gradient is not used", words)


def _twice(about: About) -> Asked:
    words = f"The derivative of {about.function} seems to be used twice. How often does the way"
    words += f" back pass through {about.function}?"
    return Asked("wrong-derivative", "a derivative is used twice", words)


def _divided(about: About) -> Asked:
    words = f"What comes in seems to be divided by the derivative of {about.function}. What does"
    words += " the chain rule do with a derivative?"
    return Asked("wrong-derivative", "divided by a derivative", words)


def _derivative(about: About) -> Asked:
    words = f"The derivative of {about.function} does not look right. What is it, and what does it"
    words += " come to where the input is 0, and where it is large?"
    return Asked("wrong-derivative", "a derivative looks wrong", words)


def _elsewhere(about: About) -> Asked:
    _, wanted, used = about.parts
    what = (
        f"`{used}` stands where `{wanted}` belongs"
        if used
        else "a function is applied once more before it"
    )
    words = f"The derivative of {about.function} seems to be taken at the wrong place: {what}. Is"
    words += f" your formula in terms of the input of {about.function}, or of its output?"
    return Asked("wrong-derivative", "a derivative is taken at the wrong place", words)


def _tensor(about: About) -> Asked:
    _, used = about.parts
    words = f"In {about.gradient} stands `{used}` where another tensor belongs. Which tensor stands"
    words += f" beside {about.tensor} in the step of forward that uses it?"
    return Asked("wrong-saved-tensor", "another tensor belongs there", words)


def _transpose(about: About) -> Asked:
    few = about.mistake.code == "missing-transpose"
    what = "a transpose seems to be missing" if few else "there seems to be a transpose too many"
    return Asked(
        about.mistake.code,
        "a transpose looks missing" if few else "a transpose looks out of place",
        f"In {about.gradient} {what}. {INDICES}",
    )


def _order(about: About) -> Asked:
    words = f"In {about.gradient} the factors seem to be in the wrong order. {INDICES}"
    return Asked("wrong-order", "a product looks turned round", words)


def _product(about: About) -> Asked:
    words = f"In {about.gradient} `*` and `@` seem to be exchanged. Do the numbers meet entry by"
    words += " entry here, or rows by columns, as in forward?"
    return Asked("wrong-product", "another product belongs there", words)


def _reduction(about: About) -> Asked:
    words = f"In {about.gradient} a sum over an axis seems to be missing. What was used several"
    words += " times in forward, and what happens with what comes back from each use?"
    return Asked("missing-reduction", "a sum over an axis looks missing", words)


def _some(about: About) -> Asked:
    words = f"In {about.gradient} not every term of a sum seems to take part. Where is"
    words += f" {about.tensor} used again and again, and what does each of these uses send back?"
    return Asked("missing-term", "not everything takes part", words)


def _early(about: About) -> Asked:
    words = f"In {about.gradient} a sum seems to be taken before a product. Each term of the sum"
    words += " has a factor of its own: which index do the two share?"
    return Asked("wrong-order", "a sum is taken too early", words)


def _mask(about: About) -> Asked:
    words = f"What comes in seems to be used as {about.gradient} wherever `{about.mistake.about}`"
    words += " points. Which entries of the output did these entries make, and what should come"
    words += " back to those that made none?"
    return Asked("missing-chain-factor", "a choice is not made on the way back", words)


def _half(about: About) -> Asked:
    words = f"In {about.gradient} one of two conditions seems to be missing. For which entries does"
    words += " forward not pass its input on, on either side?"
    return Asked("missing-term", "a part of a condition is missing", words)


def _halved(about: About) -> Asked:
    words = f"In {about.gradient} what comes in seems to be shared. Does forward add or average, or"
    words += " did each entry of the output come from one side only?"
    return Asked("factor", "a share for each side", words)


def _axis(about: About) -> Asked:
    words = f"In {about.gradient} a sum seems to be taken over the wrong axis. Along which one was"
    words += " the same number used again and again?"
    return Asked("wrong-axis", "a sum over the wrong axis", words)


def _factor(about: About) -> Asked:
    words = f"In {about.gradient} there seems to be a factor that forward does not explain. Does"
    words += " forward add or average, and how often is each number used?"
    return Asked("factor", "a factor too much", words)


def _incoming(about: About) -> Asked:  # noqa: ARG001 - as its siblings
    words = "The incoming gradients seem to be taken for each other. In which order does backward"
    words += " get them?"
    return Asked("swapped-cotangents", "incoming gradients are exchanged", words)


QUESTIONS: dict[str, Callable[[About], Asked]] = STEPS | {
    "dropped-cotangent": _dropped,
    "sign": _sign,
    "missing-chain-factor": _chain,
    "factor-on-a-part": _part,
    "missing-path": _path,
    "ignores-cotangent": _ignores,
    "factor-twice": _twice,
    "divided": _divided,
    "wrong-derivative": _derivative,
    "derivative-elsewhere": _elsewhere,
    "wrong-tensor": _tensor,
    "missing-transpose": _transpose,
    "extra-transpose": _transpose,
    "wrong-order": _order,
    "wrong-product": _product,
    "missing-reduction": _reduction,
    "some-only": _some,
    "summed-first": _early,
    "missing-mask": _mask,
    "halved": _halved,
    "half-condition": _half,
    "wrong-axis": _axis,
    "factor": _factor,
    "counted-twice": _factor,
    "averaged": _factor,
    "swapped-cotangents": _incoming,
}
