"""A rule: what an operation computes, entry by entry, and what it sends back.

What is sent back is written as Python in which `g` is the cotangent, `y` the result, and torch's
names of the arguments (`torch.ops.aten`'s schema) stand for these:

    rule("mm", bilinear("self", "mat2"), self="g @ mat2.T", mat2="self.T @ g")
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.trace import Node
from gradgrader.registry import Registry


@dataclass(frozen=True, slots=True)
class Call:
    """An operation of a trace with its arguments by torch's names, the usual ones filled in."""

    node: Node
    given: Mapping[str, Any]

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(self.given[name].value.shape)

    def tensors(self) -> dict[str, Node]:
        """The arguments that are tensors."""
        return {name: one for name, one in self.given.items() if isinstance(one, Node)}


Entries = Callable[[Call, Mapping[str, Grid]], Grid]
Back = str | Callable[[Call], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """`entries` of the result from those of its arguments; `back` for each argument.

    `each`, of an entrywise operation, is its formula for one entry. `light` are operations that
    only move, add or scale: they need no lesson of their own.
    """

    entries: Entries
    back: Mapping[str, Back]
    each: str = ""
    light: bool = False


RULES: Registry[Rule] = Registry("gradgrader.derivation.rules", "rule for the operation")


def rule(name: str, entries: Entries, /, *, light: bool = False, **back: Back) -> None:
    """What is known of `torch.ops.aten.<name>`."""
    RULES.add(name, Rule(entries, back, light=light))


def called(node: Node, args: tuple[Any, ...] | None = None) -> Call:
    """A node with its arguments by name; `args` may stand for its own, as other sizes have them."""
    given: dict[str, Any] = {}
    args = node.args if args is None else args
    for place, argument in enumerate(node.made_by._schema.arguments):  # noqa: SLF001 - the only place that knows the names
        if place < len(args):
            given[argument.name] = args[place]
        else:
            given[argument.name] = node.keywords.get(argument.name, argument.default_value)
    return Call(node, given)


def summed(call: Call, name: str, text: str) -> str:
    """What an argument gets that was repeated along some axes: the sum of what comes back."""
    have, want = tuple(call.node.value.shape), call.shape(name)
    new = len(have) - len(want)
    repeated = [axis for axis, size in enumerate(want) if size == 1 != have[axis + new]]
    if new:
        text = f"({text}).sum({_listed(range(new))})"
    return f"({text}).sum({_listed(repeated)}, keepdim=True)" if repeated else text


def _listed(axes: Sequence[int]) -> str:
    return str(axes[0]) if len(axes) == 1 else str(list(axes))
