"""Where a function writes into a tensor that it was given, read off its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# what gives another name, or another look, to the same memory
LOOKS = {
    "data",
    "detach",
    "detach_",
    "numpy",
    "view",
    "view_as",
    "t",
    "T",
    "mT",
    "transpose",
    "permute",
    "squeeze",
    "unsqueeze",
    "reshape",
    "flatten",
    "expand",
    "contiguous",
    "requires_grad_",
}
HARMLESS = {"requires_grad_", "detach_", "retain_grad_"}


@dataclass(frozen=True, slots=True)
class Change:
    """A node that writes into the memory of the variable `name`."""

    name: str
    node: ast.AST


def changes(function: ast.FunctionDef | None, names: Mapping[str, str]) -> Iterator[Change]:
    """Writes into what the variables in `names` hold; a change is told under their value.

    Variables are followed through other names for the same memory (`rows = q.detach().numpy()`).
    """
    if function is None:
        return
    known = dict(names)
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, root = node.targets[0], _root(node.value)
            if isinstance(target, ast.Name) and root in known:
                known.setdefault(target.id, known[root])
    for node in ast.walk(function):
        for written in _written(node):
            if (root := _root(written)) in known:
                yield Change(known[root], node)


def _written(node: ast.AST) -> Iterator[ast.expr]:
    """Expressions whose memory a node writes into."""
    match node:
        case ast.AugAssign(target=target):
            yield target
        case ast.Assign(targets=targets):
            yield from (t for t in targets if isinstance(t, ast.Subscript) or _is_data(t))
        case ast.Call(func=ast.Attribute(value=receiver, attr=name)):
            if name.endswith("_") and not name.endswith("__") and name not in HARMLESS:
                yield receiver
            yield from (one.value for one in node.keywords if one.arg == "out")


def _is_data(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "data"


def _root(node: ast.expr | None) -> str:
    """The variable whose memory an expression is a look at; empty for a new tensor."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Subscript(value=value):
            return _root(value)
        case ast.Attribute(value=value, attr=attr) if attr in LOOKS:
            return _root(value)
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            return _root(value) if attr in LOOKS or attr.endswith("_") else ""
    return ""
