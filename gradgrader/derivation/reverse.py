"""What a step sends back, without coordinates: the rules applied from its end to its beginning."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from gradgrader.derivation.render import Varying, render
from gradgrader.derivation.rules.base import Call, Rule, called, summed
from gradgrader.derivation.rules.entrywise import slope
from gradgrader.derivation.simplified import simplified
from gradgrader.derivation.spelled import filled, parsed, times
from gradgrader.derivation.steps import Step
from gradgrader.derivation.symbolic import NoRule, known_rule, plain
from gradgrader.derivation.trace import Node

Sizes = Callable[[Varying], ast.expr]
Shapes = Mapping[int, tuple[tuple[int, ...], ...]]


def check_rules(step: Step) -> None:
    """Raises NoRule where a step has an operation that there is none for."""
    names = {id(node): name for name, node in step.leaves.items()}
    for node in step.inner:
        if _varies(node, names):
            known_rule(node)


def sent_back(step: Step, cotangent: str, sizes: Sizes, shapes: Shapes) -> dict[str, ast.expr]:
    """A formula for the gradient of each value that a step is made of; raises NoRule.

    `sizes` spells a size, `shapes` has those of each node in every trace.
    """
    names = {id(node): name for name, node in step.leaves.items()}
    spelling = {**names, id(step.node): step.name}
    arriving: dict[int, list[ast.expr]] = {id(step.node): [parsed(cotangent)]}
    for node in reversed(step.inner):
        if id(node) not in arriving or not node.parents:
            continue
        total = reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), arriving[id(node)])
        for parent, tree in _back(node, total, spelling, sizes, shapes):
            arriving.setdefault(id(parent), []).append(tree)
    return {
        name: simplified(reduce(lambda a, b: ast.BinOp(a, ast.Add(), b), arriving[id(node)]))
        for name, node in step.leaves.items()
        if id(node) in arriving
    }


def _back(
    node: Node, total: ast.expr, names: Mapping[int, str], sizes: Sizes, shapes: Shapes
) -> list[tuple[Node, ast.expr]]:
    rule, call = known_rule(node), called(node)
    shown = called(node, plain(node.args))
    spelled = {"g": total, "y": _spelled(node, names, sizes)}
    found = []
    for name, arg in call.given.items():
        if isinstance(arg, Node):
            spelled[name] = _spelled(arg, names, sizes)
        elif (tree := _constant(arg, sizes)) is not None:
            one = tree.elts if isinstance(tree, ast.List) else []
            spelled[name] = one[0] if len(one) == 1 else tree
    for name, parent in call.tensors().items():
        pattern = _pattern(rule, shown, name)
        if pattern and _varies(parent, names):
            if id(parent) not in names:
                pattern, more = _unnamed(pattern, shapes[id(parent)], sizes)
                spelled |= more
            found.append((parent, filled(pattern, spelled)))
    return found


def _pattern(rule: Rule, call: Call, name: str) -> str:
    """What goes back to one argument, in the names of the arguments; empty if nothing does."""
    if name in rule.back:
        back = rule.back[name]
        text = back if isinstance(back, str) else back(call)
    elif rule.each:
        text = times("g", slope(rule, call, name))
    else:
        raise NoRule(f"the rule of `{call.node.op}` has nothing for its argument `{name}`")
    if text in {"", "0", "g * (0)"}:
        return ""
    return summed(call, name, text) if rule.each else text


def _unnamed(
    pattern: str, shapes: Sequence[tuple[int, ...]], sizes: Sizes
) -> tuple[str, dict[str, ast.expr]]:
    """A pattern that asks a value for its shape, with the sizes themselves where it has no name."""
    varying = [
        places if len(set(places)) > 1 else places[0] for places in zip(*shapes, strict=True)
    ]
    spelled = [
        sizes(Varying(one)) if isinstance(one, tuple) else ast.Constant(one) for one in varying
    ]
    named = {f"size_{axis}": tree for axis, tree in enumerate(spelled)}
    pattern = re.sub(r"self\.shape\[(\d+)\]", r"size_\1", pattern)
    pattern = pattern.replace("_as(self)", f"([{', '.join(named)}])")
    return pattern.replace("self.numel()", f"({' * '.join(named) or '1'})"), named


def _spelled(node: Node, names: Mapping[int, str], sizes: Sizes) -> ast.expr:
    return simplified(render(node, names, sizes, top=False))


def _constant(arg: Any, sizes: Sizes) -> ast.expr | None:
    """A number, or a list of them, as an expression."""
    if isinstance(arg, Varying):
        return sizes(arg)
    if isinstance(arg, (list, tuple)):
        parts = [_constant(one, sizes) for one in arg]
        return None if None in parts else ast.List([p for p in parts if p], ast.Load())
    if arg is None or isinstance(arg, (bool, int, float)):
        return ast.parse(repr(arg), mode="eval").body
    return None


def _varies(node: Node, names: Mapping[int, str]) -> bool:
    """Whether a node is computed from a value with a name."""
    return id(node) in names or any(_varies(parent, names) for parent in node.parents)
