"""An intermediate of forward that is saved, computed again in backward instead."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._edit import Edit, Function
from gradgrader.diagnosis._edits import statements
from gradgrader.diagnosis._program import Program
from gradgrader.diagnosis._splice import Splice, spliced

KIND = "saved-intermediate"
MOST_STEPS = 40


@dataclass(frozen=True, slots=True)
class Kept:
    """What forward saves and how backward calls it, in order; all of them plain names."""

    call: ast.Call
    unpacking: ast.Assign
    saved: tuple[str, ...]
    unpacked: tuple[str, ...]


def recomputed(program: Program, constants: Sequence[int]) -> Edit | None:
    """The edit that saves inputs and outputs only; `constants` are positions of the others."""
    pieces = {piece.function.role: piece.function for piece in program.pieces}
    forward, backward = pieces["forward"], pieces["backward"]
    kept = _kept(pieces.get("setup_context", forward), backward)
    if kept is None or not constants or max(constants) >= len(kept.saved):
        return None
    made = {
        target.id: one
        for one in statements(forward.node)
        if isinstance(one, ast.Assign)
        for target in one.targets
        if isinstance(target, ast.Name)
    }
    names = dict(zip(kept.saved, kept.unpacked, strict=True))
    gone = {kept.saved[number] for number in constants}
    if not gone <= made.keys():
        return None
    given = {argument.arg for argument in forward.node.args.args}
    lines, more, todo = list[str](), list[str](), sorted(gone, key=lambda one: -made[one].lineno)
    known = names.keys() - gone | {"torch"}
    for _ in range(MOST_STEPS):
        if not todo:
            break
        value = made[todo[-1]].value
        missing = sorted(_read(value) - known)
        before = [name for name in missing if name in made]
        if not set(missing) <= given | made.keys():
            return None
        if before:  # what it is made of comes first
            names |= {name: names.get(name, name) for name in before}
            todo += before
            continue
        more += missing
        names |= {name: name for name in missing}
        known |= {*missing, todo[-1]}
        lines.append(f"{names[todo.pop()]} = {_renamed(forward, value, names)}")
    if todo:
        return None
    return _edit(kept, (forward, backward), gone, more, lines)


def _kept(saving: Function, backward: Function) -> Kept | None:
    calls = [
        node
        for node in ast.walk(saving.node)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "save_for_backward"
    ]
    unpackings = [
        one
        for one in statements(backward.node)
        if isinstance(one, ast.Assign) and getattr(one.value, "attr", "") == "saved_tensors"
    ]
    if len(calls) != 1 or len(unpackings) != 1:
        return None
    (call,), (unpacking,) = calls, unpackings
    target = unpacking.targets[0]
    saved = [one.id for one in call.args if isinstance(one, ast.Name)]
    unpacked = [one.id for one in getattr(target, "elts", []) if isinstance(one, ast.Name)]
    if not len(saved) == len(unpacked) == len(call.args) == len(getattr(target, "elts", [])):
        return None
    return Kept(call, unpacking, tuple(saved), tuple(unpacked))


def _read(value: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}


def _renamed(function: Function, value: ast.expr, names: Mapping[str, str]) -> str:
    """The expression of forward, in backward's names."""
    text = function.text
    start = text.start(value)
    splices = [
        Splice(text.start(node) - start, text.end(node) - start, names[node.id])
        for node in ast.walk(value)
        if isinstance(node, ast.Name) and node.id in names
    ]
    return spliced(text.of(value), splices)


def _edit(
    kept: Kept,
    functions: tuple[Function, Function],
    gone: set[str],
    more: Sequence[str],
    lines: Sequence[str],
) -> Edit | None:
    text = functions[1].text
    pairs = zip(kept.saved, kept.unpacked, strict=True)
    left = [(name, target) for name, target in pairs if name not in gone]
    left += [(name, name) for name in more]
    if not left or set(more) & set(kept.unpacked):
        return None
    saved = ", ".join(name for name, _ in left)
    targets = ", ".join(target for _, target in left) + ("," if len(left) == 1 else "")
    target, indent = kept.unpacking.targets[0], " " * kept.unpacking.col_offset
    end = text.end(kept.unpacking)
    bare = text.of(kept.unpacking)[:1] != "("
    splices = [
        Splice(text.start(kept.call.args[0]), text.end(kept.call.args[-1]), saved),
        Splice(text.start(target), text.end(target), targets if bare else f"({targets})"),
        Splice(end, end, "".join(f"\n{indent}{line}" for line in lines)),
    ]
    line = kept.call.lineno
    return Edit(kind=KIND, cost=2.0, node=kept.call, splices=tuple(splices), line=line)
