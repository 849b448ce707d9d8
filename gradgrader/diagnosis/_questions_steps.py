"""What to ask whoever takes a step of forward back as if it were another."""

from __future__ import annotations

from collections.abc import Callable

from gradgrader.diagnosis._about import About, Asked
from gradgrader.diagnosis._unfolded import PARTS
from gradgrader.model.words import listed


def _named(about: About, name: str) -> str:
    """`mean`; and of what torch does inside of a function: `mean` inside of `std`."""
    reference = about.exercise.reference
    inside = "" if name in reference else next((one for one in PARTS if one in reference), "")
    return f"`{name}` inside of `{inside}`" if inside else f"`{name}`"


def _constant(about: About) -> Asked:
    names = listed([_named(about, name) for name in about.parts])
    if len(about.parts) > 1:
        words = f"{names} seem to be taken for constants on the way back. Do they change when you"
        words += " nudge the input, and what has to come back along these ways?"
    else:
        words = f"{names} seems to be taken for a constant on the way back. Does it change when you"
        words += " nudge the input, and what has to come back along that way?"
    return Asked("dropped-cotangent", "a way back is left out", words)


def _term(about: About) -> Asked:
    words = f"{_named(about, about.mistake.about)} is added or taken away in forward, and seems not"
    words += " to be in backward. Is each value there the one that forward used?"
    return Asked("missing-term", "a term is left out", words)


def _step(about: About) -> Asked:
    words = f"The way back seems to jump over {_named(about, about.mistake.about)}. What does it do"
    words += " to an entry, and what has to happen there to what comes back?"
    return Asked("missing-chain-factor", "a step of the way back looks missing", words)


def _solved(about: About) -> Asked:  # noqa: ARG001 - as its siblings
    words = "Forward solves equations, and the way back seems to jump over that. When a number in"
    words += " them is nudged, by how much does the solution move, and what has to be solved for"
    words += " what comes back?"
    return Asked("missing-chain-factor", "a step of the way back looks missing", words)


def _mask(about: About) -> Asked:
    words = f"`{about.mistake.about}` decides in forward which entries count, and seems not to on"
    words += " the way back. What has to come back to entries that made nothing?"
    return Asked("missing-mask", "a choice is not made on the way back", words)


def _condition(about: About) -> Asked:
    words = f"The condition `{about.mistake.about}` of forward seems not to count in backward."
    words += " Which entries does it leave out, and where in your formula are they left out?"
    return Asked("missing-mask", "a condition is left out", words)


def _number(about: About) -> Asked:
    words = f"`{about.mistake.about}` stands in forward, and seems to be missing in what backward"
    words += " computes again. Is each value there the one that forward used?"
    return Asked("missing-term", "a number is left out", words)


def _argument(about: About) -> Asked:
    words = f"`{about.mistake.about}` seems not to count on the way back. Which entries does"
    words += " forward bring together because of it, and which would it without?"
    return Asked("argument-left-out", "an argument of forward is left out", words)


def _part(about: About) -> Asked:
    words = f"The derivative of {_named(about, about.mistake.about)} seems to reach only a part of"
    words += " what comes back. Does everything pass through it on its way?"
    return Asked("missing-chain-factor", "a factor of the chain rule is on a part only", words)


def _longer(about: About) -> Asked:  # noqa: ARG001 - as its siblings
    words = "On the way back each eigenvector seems to change its length. It has length 1 and keeps"
    words += " it: how much does it move along itself, and what stands in your formula there?"
    return Asked("wrong-derivative", "a derivative looks wrong", words)


def _axis(about: About) -> Asked:
    words = f"`{about.mistake.about}` seems to be taken back along another axis than forward goes."
    words += " Which numbers are taken together in forward, and which in your formula?"
    return Asked("wrong-axis", "another axis is meant", words)


def _averaged(about: About) -> Asked:  # noqa: ARG001 - as its siblings
    words = "Somewhere a sum is taken back as a mean, or a mean as a sum. Does forward add or"
    words += " average, and by what does it divide?"
    return Asked("factor", "a sum is taken for a mean", words)


def _less(about: About) -> Asked:  # noqa: ARG001 - as its siblings
    words = "A mean seems to be divided by one less than there are numbers. By what does forward"
    words += " divide?"
    return Asked("off-by-one", "one less than there are", words)


def _another(about: About) -> Asked:
    wanted, used = about.parts
    words = f"What comes back is that of {used}, and not that of `{wanted}`. What does the output"
    words += " do when you nudge one entry, and how much of it?"
    return Asked("wrong-derivative", "the derivative of something else", words)


def _lost(about: About) -> Asked:
    words = f"In {about.gradient} an axis seems to be missing, so that what comes in for one row"
    words += " meets another. Which axis did forward take away, and where does it come back?"
    return Asked("keepdim", "an axis is lost", words)


def _last(about: About) -> Asked:
    words = f"In {about.gradient} only the last of what comes back to an entry seems to stay. What"
    words += " has to happen where an index names the same entry more than once?"
    return Asked("overwritten", "a value is overwritten", words)


def _shared(about: About) -> Asked:
    words = f"In {about.gradient} what comes back to an entry seems to be averaged. Does a loss"
    words += " that reads the same entry twice feel it half, or twice?"
    return Asked("factor", "a share for each use", words)


def _again(about: About) -> Asked:
    words = f"{about.gradient.capitalize()} seems to be read at the places of the index. Forward"
    words += " read there: what has to happen at these places on the way back?"
    return Asked("direction", "there instead of back", words)


def _late(about: About) -> Asked:
    words = f"`{about.mistake.about}` seems to be multiplied in at the end only. In which step of"
    words += " forward does it stand, and do the steps before it keep each entry to itself?"
    return Asked("missing-chain-factor", "a factor comes too late", words)


def _alone(about: About) -> Asked:
    words = f"In {about.gradient} each entry seems to be measured alone, where the length of"
    words += " several together is asked for. Of which entries is it, and what do they share then?"
    return Asked("wrong-derivative", "each entry for itself", words)


STEPS: dict[str, Callable[[About], Asked]] = {
    "as-constant": _constant,
    "step-left-out": _step,
    "solve-left-out": _solved,
    "mask-left-out": _mask,
    "condition-left-out": _condition,
    "number-left-out": _number,
    "term-left-out": _term,
    "argument-left-out": _argument,
    "slope-on-a-part": _part,
    "longer-vectors": _longer,
    "other-axis": _axis,
    "averaged-step": _averaged,
    "one-less": _less,
    "as-another": _another,
    "lost-axis": _lost,
    "last-only": _last,
    "shared-out": _shared,
    "read-again": _again,
    "factor-late": _late,
    "each-alone": _alone,
}
