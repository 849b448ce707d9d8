"""The lines from which a returned gradient is computed."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable

from gradgrader.diagnosis._edits import statements
from gradgrader.diagnosis._program import Program


def lines_behind(
    program: Program, inputs: Iterable[int], steps: Container[ast.stmt] = ()
) -> tuple[int, int] | None:
    """First and last line of what the gradients of these inputs are computed from.

    What only unpacks is left out, and so is what makes a value that is one of the right `steps`,
    with all that it is made from. None where the text does not tell which value is returned for
    which input.
    """
    node = program.backward.function.node
    inside = list(statements(node))
    returns = [one for one in inside if isinstance(one, ast.Return) and one.value is not None]
    if len(returns) != 1:
        return None
    (last,) = returns
    values = last.value.elts if isinstance(last.value, ast.Tuple) else [last.value]
    chosen = [value for n, value in enumerate(values) if n in set(inputs) and value is not None]
    if not chosen or any(isinstance(value, ast.Starred) for value in values):
        return None
    needed = set().union(*(_names(value) for value in chosen))
    ends = set().union(*(_names(value) for value in chosen if isinstance(value, ast.Name)))
    named = all(isinstance(value, ast.Name) for value in chosen)
    lines: list[ast.stmt] = [] if named else [last]
    for statement in reversed(inside):
        if statement.lineno >= last.lineno or not _stored(statement) & needed:
            continue
        if statement in steps and not _stored(statement) & ends:
            needed -= _stored(statement)
            continue
        ends -= _stored(statement)
        if not _unpacks(statement):
            lines.append(statement)
        needed |= _names(statement)
    lines = lines or [last]
    return min(one.lineno for one in lines), max(one.end_lineno or one.lineno for one in lines)


def keeping_lines(program: Program) -> set[int]:
    """Where forward saves for backward, and where backward unpacks it."""
    found = set[int]()
    for piece in program.pieces:
        for statement in statements(piece.function.node):
            mentioned = {n.attr for n in ast.walk(statement) if isinstance(n, ast.Attribute)}
            single = not any(isinstance(c, ast.stmt) for c in ast.iter_child_nodes(statement))
            if single and mentioned & {"save_for_backward", "saved_tensors"}:
                found.add(statement.lineno)
    return found


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _stored(node: ast.AST) -> set[str]:
    names = (n for n in ast.walk(node) if isinstance(n, ast.Name))
    stored = {n.id for n in names if isinstance(n.ctx, ast.Store)}
    if isinstance(node, (ast.AugAssign, ast.Assign)):  # also x[i] = ...
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        stored |= {name for target in targets for name in _names(target)}
    match node:
        case ast.Expr(ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method))):
            stored |= {name} if method.endswith("_") else set()
    return stored


def _unpacks(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Assign) else None
    return isinstance(value, ast.Attribute)
