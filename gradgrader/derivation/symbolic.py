"""Entries of whatever torch computes, as formulas in the entries of what it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor

from gradgrader.derivation.grid import Grid, constant
from gradgrader.derivation.render import Varying
from gradgrader.derivation.rules.base import RULES, Rule, called
from gradgrader.derivation.trace import Node, Trace
from gradgrader.errors import GradgraderError, UnknownName


class NoRule(GradgraderError):
    """An operation that the derivation does not know."""


def known_rule(node: Node) -> Rule:
    """The rule of a node's operation; raises NoRule."""
    try:
        return RULES[node.op.removesuffix(":0")]
    except UnknownName as error:
        raise NoRule(f"there is no rule for the operation `{node.op}`") from error


def plain(arg: Any) -> Any:
    """An argument as it is in the first of several sizes."""
    if isinstance(arg, Varying):
        return arg.numbers[0]
    return tuple(plain(one) for one in arg) if isinstance(arg, tuple) else arg


def entries(node: Node, known: dict[int, Grid]) -> Grid:
    """The entries of a node; `known`, by id, holds those that it starts from, and learns more."""
    if id(node) not in known:
        known[id(node)] = _entries(node, known)
    return known[id(node)]


def depends(node: Node, known: Iterable[int]) -> bool:
    """Whether a node is computed from any of those whose ids are known."""
    ids = set(known)
    return id(node) in ids or any(depends(parent, ids) for parent in node.parents)


def _entries(node: Node, known: dict[int, Grid]) -> Grid:
    if not depends(node, known):
        return constant(node.value.detach())
    rule, call = known_rule(node), called(node, plain(node.args))
    grids = {name: entries(one, known) for name, one in call.tensors().items()}
    return rule.entries(call, grids)


def evaluate(
    text: str,
    values: Mapping[str, Tensor],
    grids: Mapping[str, Grid],
    more: Mapping[str, Any] | None = None,
) -> Grid:
    """The entries of a formula in torch, given values and entries of what it names."""
    recorder = Trace()
    known, scope = {}, {"torch": torch, **(more or {})}
    for name, value in values.items():
        scope[name] = value.detach().clone()
        known[id(recorder.given(name, scope[name]))] = grids[name]
    with recorder, torch.no_grad():
        result = eval(text, scope)  # noqa: S307 - of our own rules
        found = recorder.of(result)
    return entries(found, known)
