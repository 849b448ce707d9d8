"""Whether an edit makes what the learner computed useless: then it is a way around the mistake."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from gradgrader.diagnosis._edit import Edit
from gradgrader.diagnosis._edits import statements
from gradgrader.diagnosis._program import Piece, Program

ADDED = frozenset({"missing-factor", "missing-term", "wrong-step"})
TOO_MUCH = (["extra-factor"], ["extra-term"])  # what is right without it has no need of it
INVERSE = {ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Add: ast.Sub, ast.Sub: ast.Add}
FORMULA = "wrong-step"  # a whole value replaced by a step of the derivation


def goes_around(program: Program, edits: Sequence[Edit]) -> bool:
    """Whether the edits only avoid the mistake.

    Something that was computed is of no use any more (and not only too much), or a derived formula
    is returned, or what is taken out in one place is put in at another, or undone at once.
    """
    dropped = [edit.kind for edit in edits] in TOO_MUCH
    return (
        any(_returns_formula(program, edit) for edit in edits)
        or _moves(edits)
        or _undoes(program, edits)
        or (not dropped and bool(forgotten(program, edits)))
        or bool(unused_helpers(program, edits))
    )


def _moves(edits: Sequence[Edit]) -> bool:
    kinds = [edit.kind for edit in edits]
    return any(one.startswith("extra-") for one in kinds) and not ADDED.isdisjoint(kinds)


def _returns_formula(program: Program, edit: Edit) -> bool:
    if edit.kind != FORMULA:
        return False
    text = program.backward.function.text
    return any(
        text.start(one) <= edit.splices[0].start < text.end(one)
        for one in statements(program.backward.function.node)
        if isinstance(one, ast.Return)
    )


def _undoes(program: Program, edits: Sequence[Edit]) -> bool:
    """Whether they write `a / n * n` or `a + b - b`, where it did not stand before."""
    after = sum(_undone(text) for _, text in program.changes(edits))
    touched = {number for number, _ in program.changes(edits)}
    return after > sum(_undone(program.pieces[number].text()) for number in touched)


def _undone(source: str) -> int:
    """How often a step is taken back at once."""
    return sum(
        isinstance(node, ast.BinOp)
        and isinstance(node.left, ast.BinOp)
        and INVERSE.get(type(node.op)) is type(node.left.op)
        and ast.dump(node.right) == ast.dump(node.left.right)
        for node in ast.walk(ast.parse(source))
    )


def idle(program: Program, edits: Sequence[Edit]) -> bool:
    """Whether they leave a statement that does nothing: `g = g`."""
    return any(
        isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == ast.unparse(one.value)
        for _, text in program.changes(edits)
        for one in statements(ast.parse(text))
    )


def forgotten(program: Program, edits: Sequence[Edit]) -> frozenset[str]:
    """Names whose computed value was used before the edits, and is used no more."""
    found: set[str] = set()
    for piece in program.pieces:
        own = [splice for edit in edits for splice in edit.splices if piece.holds([splice])]
        if own and piece.function.role in {"backward", "helper"}:
            before, made = _useful(piece.text())
            after, _ = _useful(piece.text(own))
            found |= (before & made) - after
    return frozenset(found)


def unused_helpers(program: Program, edits: Sequence[Edit]) -> frozenset[str]:
    """Functions of the learner's that backward calls, and calls no more after the edits."""
    names = {piece.name for piece in program.pieces if piece.function.role == "helper"}
    backward: Piece = program.backward
    own = [splice for edit in edits for splice in edit.splices if backward.holds([splice])]
    before, after = _mentioned(backward.text()), _mentioned(backward.text(own))
    return frozenset(names & before - after)


def _mentioned(source: str) -> set[str]:
    found = set[str]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


def _useful(source: str) -> tuple[set[str], set[str]]:
    """Names that lead to what is returned, and those that are computed, not only unpacked."""
    tree = ast.parse(source)
    makes: dict[str, set[str]] = {}
    useful = set[str]()
    for statement in statements(tree):
        read = {n.id for n in ast.walk(statement) if _loads(n)}  # type: ignore[attr-defined]
        if isinstance(statement, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
            if not _unpacks(statement):
                for name in _targets(statement):
                    makes.setdefault(name, set()).update(read)
        elif not isinstance(statement, ast.FunctionDef):
            useful |= read
    todo = list(useful)
    while todo:
        new = makes.get(todo.pop(), set()) - useful
        useful |= new
        todo += new
    return useful, set(makes)


def _loads(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def _targets(statement: ast.Assign | ast.AugAssign | ast.AnnAssign) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def _unpacks(statement: ast.Assign | ast.AugAssign | ast.AnnAssign) -> bool:
    """Whether it only gives names to what was saved."""
    value = statement.value
    while isinstance(value, ast.Subscript):
        value = value.value
    return isinstance(value, ast.Attribute)
