"""Wrong blocks in words: what the numbers are, not why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._blackbox import Block
from gradgrader.diagnosis._numbers import Kind
from gradgrader.diagnosis._text import Names
from gradgrader.model.exercise import Exercise
from gradgrader.model.words import listed

ORDINALS = ("first", "second", "third", "fourth", "fifth")
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
    "multiple": (
        "scaled",
        "a gradient is scaled",
        "{is} a multiple of the right one{s}, but another multiple for other numbers",
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
AS_IF = {"cotangent-turned", "input-turned", "input-for", "inputs-exchanged"}


@dataclass(frozen=True, slots=True)
class Group:
    """Wrong blocks of one kind: these inputs, each through these outputs."""

    kind: Kind
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence, with the code and title that it stands under."""

    code: str
    title: str
    words: str


def groups(found: Mapping[Block, Kind], ways: Sequence[Block]) -> list[Group]:
    """The blocks sorted by kind; `ways` are all blocks through which a gradient flows."""
    by_input: dict[tuple[int, Kind], set[int]] = {}
    for (output, index), kind in found.items():
        by_input.setdefault((index, kind), set()).add(output)
    together: dict[tuple[Kind, tuple[int, ...]], list[int]] = {}
    for (index, kind), outputs in by_input.items():
        whole = {j for j, i in ways if i == index} <= outputs
        partly = any(
            other == kind and outputs == more and not {j for j, i in ways if i == at} <= more
            for (at, other), more in by_input.items()
        )
        key = kind, tuple(sorted(outputs)) if partly or not whole else ()
        together.setdefault(key, []).append(index)
    return [
        Group(kind, tuple(sorted(inputs)), outputs, not outputs)
        for (kind, outputs), inputs in together.items()
    ]


def tell(exercise: Exercise, own: Names, found: Sequence[Group]) -> Iterator[Told]:
    """A sentence for each group; two that are each other's become one."""
    left = list(found)
    while left:
        group = left.pop(0)
        partner = next((one for one in left if _exchanged(group, one)), None)
        if partner is not None:
            left.remove(partner)
            yield _swapped(exercise, own, group, partner)
        else:
            yield _told(exercise, own, group)


def _exchanged(one: Group, other: Group) -> bool:
    if one.kind.name != other.kind.name or one.outputs != other.outputs:
        return _mirrored(one, other)
    return (one.kind.name, one.inputs, other.inputs) == (
        "input",
        (other.kind.other,),
        (one.kind.other,),
    )


def _mirrored(one: Group, other: Group) -> bool:
    return one.kind.name == other.kind.name == "output" and (one.outputs, other.outputs) == (
        (other.kind.other,),
        (one.kind.other,),
    )


def _swapped(exercise: Exercise, own: Names, one: Group, other: Group) -> Told:
    if one.kind.name == "input":
        a, b = (f"`{own.inputs[group.inputs[0]]}`" for group in (one, other))
        words = f"What you return for {a} is the gradient of {b}, and the other way round."
        return Told("another-input", "two gradients are exchanged", words)
    a, b = (f"`{exercise.outputs[group.outputs[0]]}`" for group in (one, other))
    words = f"What arrives for {a} is used as if it had arrived for {b}, and the other way round."
    return Told("another-output", "two incoming gradients are exchanged", words)


def _told(exercise: Exercise, own: Names, group: Group) -> Told:
    kind, inputs = group.kind, [f"`{own.inputs[index]}`" for index in group.inputs]
    if kind.name == "extra":
        return _extra(exercise, inputs, group)
    if kind.name == "none":
        words = (
            f"You return None for {listed(inputs)}, which do{'es' * (len(inputs) == 1)} get one."
        )
        return Told("none-returned", "a gradient is missing", words)
    arrived = _arrives(exercise, group.outputs or tuple(range(len(exercise.outputs))))
    if kind.name == "zero" and not group.whole:
        words = f"{arrived} never reaches {listed(inputs)}."
        return Told("always-zero", "an incoming gradient never gets through", words)
    if kind.name == "output":
        words = f"{arrived} is used as if it had arrived for `{exercise.outputs[kind.other]}`."
        return Told("another-output", "an incoming gradient is taken for another", words)
    code, title, verb = WORDS["as-if" if kind.name in AS_IF else kind.name]
    forms = MANY if len(inputs) > 1 else ONE
    subject = "Your gradient{s} of ".format(**forms) + listed(inputs)
    if not group.whole:
        outputs = listed([f"`{exercise.outputs[index]}`" for index in group.outputs])
        subject += f", as far as {forms['it']} come{forms['es']} from {outputs},"
    verb = verb.format(
        **forms,
        factor=kind.factor,
        words=_if(exercise, own, group) if kind.name in AS_IF else kind.words,
        other=f"`{own.inputs[kind.other]}`",
    )
    return Told(code, title, f"{subject} {verb}.")


def _if(exercise: Exercise, own: Names, group: Group) -> str:
    """`k` had the values of `q`."""
    kind = group.kind
    other, at = f"`{own.inputs[kind.other]}`", f"`{own.inputs[kind.at]}`"
    if kind.name == "cotangent-turned":
        names = [f"`{exercise.outputs[index]}`" for index in group.outputs]
        return f"the incoming gradient{f' of {listed(names)}' if names else ''} were transposed"
    if kind.name == "input-turned":
        return f"{other} were transposed"
    if kind.name == "input-for":
        return f"{at} had the values of {other}"
    return f"{at} and {other} were exchanged"


def _extra(exercise: Exercise, inputs: Sequence[str], group: Group) -> Told:
    names = [f"`{exercise.outputs[index]}`" for index in group.outputs]
    source = listed(names) or "nowhere"
    words = f"{listed(inputs)} get{'s' * (len(inputs) == 1)} something from {source}, where nothing"
    words += " should come back: no change of it changes that output."
    return Told("extra-gradient", "a gradient where none should be", words)


def _arrives(exercise: Exercise, outputs: Sequence[int]) -> str:
    """`What arrives for your second output, `a`,`."""
    names = [f"`{exercise.outputs[index]}`" for index in outputs]
    if len(names) == 1 and len(exercise.outputs) > 1:
        return f"What arrives for your {ORDINALS[outputs[0]]} output, {names[0]},"
    return f"What arrives for {listed(names)}"
