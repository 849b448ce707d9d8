"""Which names of a function depend on some of its arguments, as far as its text shows."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

ROUNDS = 3  # what a loop makes is read by its beginning


def reached(function: ast.FunctionDef, given: Iterable[str]) -> set[str]:
    """The arguments `given`, and every name that is made of them."""
    names = set(given)
    for _ in range(ROUNDS):
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=targets, value=value) if mentions(value, names):
                    names |= {name for target in targets for name in _names(target)}
                case ast.AugAssign(target=target, value=value) if mentions(value, names):
                    names |= set(_names(target))
                case ast.For(target=target, iter=value) if mentions(value, names):
                    names |= set(_names(target))
    return names


def mentions(node: ast.AST, names: AbstractSet[str]) -> bool:
    """Whether an expression uses one of these names."""
    return any(name in names for name in _names(node))


def _names(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield one.id
