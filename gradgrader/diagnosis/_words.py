"""Wrong blocks in words: what the numbers are, not why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._blackbox import Block
from gradgrader.diagnosis._place import Kind
from gradgrader.diagnosis._text import Names
from gradgrader.diagnosis._verbs import MANY, ONE, WORDS
from gradgrader.model.exercise import Exercise
from gradgrader.model.words import listed

ORDINALS = ("first", "second", "third", "fourth", "fifth")
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
    source = listed(names) if names else "nowhere"
    words = f"{listed(inputs)} get{'s' * (len(inputs) == 1)} something from {source}, where nothing"
    words += " should come back: no change of it changes that output."
    return Told("extra-gradient", "a gradient where none should be", words)


def _arrives(exercise: Exercise, outputs: Sequence[int]) -> str:
    """`What arrives for your second output, `a`,`."""
    names = [f"`{exercise.outputs[index]}`" for index in outputs]
    if len(names) == 1 and len(exercise.outputs) > 1:
        return f"What arrives for your {ORDINALS[outputs[0]]} output, {names[0]},"
    return f"What arrives for {listed(names)}"
