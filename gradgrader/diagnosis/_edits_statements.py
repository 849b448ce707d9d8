"""Edits of statements: what is returned, unpacked, overwritten, or should not be there."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Sequence

from gradgrader.diagnosis._edit import Edit, Function, Proposals, at_statements
from gradgrader.diagnosis._splice import Splice

FEW, MADE = 4, 6
SAVING = frozenset({"forward", "setup_context"})


def _edit(kind: str, cost: float, node: ast.stmt, splices: Sequence[Splice]) -> Edit:
    line = node.lineno
    return Edit(kind=kind, cost=cost, node=node, splices=tuple(splices), line=line)


def _reordered(
    function: Function, elements: Sequence[ast.expr]
) -> list[tuple[float, list[Splice]]]:
    """Two elements exchanged, then other orders of a few."""
    text = function.text
    found = []
    for order in itertools.permutations(range(len(elements))) if len(elements) <= FEW else []:
        moved = [(old, new) for old, new in enumerate(order) if old != new]
        if moved:
            splices = [text.replaced(elements[o], text.of(elements[n])) for o, n in moved]
            found.append((1.1 if len(moved) == 2 else 1.4, splices))  # noqa: PLR2004 - a swap
    return found


@at_statements
def returned(statement: ast.stmt, function: Function) -> Proposals:
    """Gradients in another order, one more or one less."""
    if not isinstance(statement, ast.Return) or statement.value is None:
        return
    value = statement.value
    elements = value.elts if isinstance(value, ast.Tuple) else [value]
    for cost, splices in _reordered(function, elements):
        yield _edit("swapped-returns", cost, statement, splices)
    text = function.text
    written = [text.of(one) for one in elements]
    if function.role == "backward" and len(elements) < function.inputs:
        for name in (*function.names(statement), "None"):
            for at in range(len(elements) + 1):
                new = ", ".join([*written[:at], name, *written[at:]])
                whole = [text.replaced(value, new)]
                yield _edit("missing-gradient", 1.3, statement, whole)
    if function.role == "backward" and len(elements) > max(function.inputs, 1):
        for at in range(len(elements)):
            new = ", ".join([*written[:at], *written[at + 1 :]])
            whole = [text.replaced(value, new)]
            yield _edit("extra-gradient", 1.3, statement, whole)


@at_statements
def not_returned(statement: ast.stmt, function: Function) -> Proposals:
    """A return where there is none."""
    body = function.node.body
    if function.role != "backward" or statement is not body[-1]:
        return
    if any(isinstance(one, ast.Return) for one in ast.walk(function.node)):
        return
    text = function.text
    made = [name for name, at in function.bound if at and at <= text.end(statement)]
    names = list(dict.fromkeys(made))[-MADE:]
    for chosen in itertools.permutations(names, function.inputs):
        new = f"return {', '.join(chosen)}"
        if isinstance(statement, ast.Pass):
            splices = [text.replaced(statement, new)]
        else:
            end, indent = text.end(statement), " " * statement.col_offset
            splices = [Splice(end, end, f"\n{indent}{new}")]
        yield _edit("missing-gradient", 1.3, statement, splices)


@at_statements
def unpacked(statement: ast.stmt, function: Function) -> Proposals:
    """Names of what was saved in another order."""
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Tuple):
        for cost, splices in _reordered(function, statement.targets[0].elts):
            yield _edit("swapped-names", cost, statement, splices)


@at_statements
def arguments(statement: ast.stmt, function: Function) -> Proposals:
    """The cotangents in another order."""
    given = function.node.args.args[1:]
    if statement is function.node.body[0] and function.role == "backward":
        for one, other in itertools.combinations(given, 2):
            text = function.text
            splices = [text.replaced(one, other.arg), text.replaced(other, one.arg)]
            yield Edit(
                kind="swapped-arguments",
                cost=1.2,
                node=function.node.args,
                splices=tuple(splices),
                line=one.lineno,
            )


@at_statements
def overwritten(statement: ast.stmt, function: Function) -> Proposals:
    """`=` for `+=`, and the other way round."""
    text = function.text
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        target = statement.targets[0]
        if isinstance(target, (ast.Name, ast.Subscript)):
            new = f"{text.of(target)} += {text.of(statement.value)}"
            splices = [text.replaced(statement, new)]
            yield _edit("overwritten", 1.2, statement, splices)
    if isinstance(statement, ast.AugAssign):
        written, value = text.of(statement.target), text.of(statement.value)
        for symbol, cost in (("", 1.1), ("+", 1.1), ("-", 1.1), ("*", 1.3), ("@", 1.5), ("/", 1.5)):
            new = f"{written} {symbol}= {value}"
            if new != text.of(statement):
                splices = [text.replaced(statement, new)]
                yield _edit("overwritten", cost, statement, splices)


@at_statements
def written_once(statement: ast.stmt, function: Function) -> Proposals:
    """`x[index] += y` adds once where an index names a place twice: every time."""
    if isinstance(statement, ast.AugAssign):
        target: ast.expr = statement.target
    elif isinstance(statement, ast.Assign):
        target = statement.targets[0]
    else:
        return
    if not isinstance(target, ast.Subscript) or not isinstance(target.value, ast.Name):
        return
    index = target.slice
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    if any(isinstance(one, (ast.Slice, ast.Constant)) for one in parts):
        return
    text = function.text
    given = ", ".join(map(text.of, parts)) + "," * (len(parts) == 1)
    value = text.of(statement.value)
    new = f"{target.value.id}.index_put_(({given}), {value}, accumulate=True)"
    yield _edit("overwritten", 1.1, statement, [text.replaced(statement, new)])


@at_statements
def superfluous(statement: ast.stmt, function: Function) -> Proposals:
    """A statement that should not be there."""
    plain = isinstance(statement, (ast.Assign, ast.AugAssign, ast.Expr))
    if (
        plain
        and not _is_docstring(statement)
        and "saved_tensors" not in function.text.of(statement)
    ):
        splices = [function.text.replaced(statement, "pass")]
        yield _edit("extra-statement", 1.6, statement, splices)


@at_statements
def saved(statement: ast.stmt, function: Function) -> Proposals:
    """Tensors saved for backward in another order."""
    calls = (node for node in ast.walk(statement) if isinstance(node, ast.Call))
    for node in calls if function.role in SAVING else ():
        if _is_saving(node):
            for cost, splices in _reordered(function, node.args):
                yield _edit("saved", cost + 0.2, statement, splices)


@at_statements
def other_saved(statement: ast.stmt, function: Function) -> Proposals:
    """Another tensor of forward's saved for backward."""
    if function.role not in SAVING:
        return
    kept = [node for node in ast.walk(statement) if isinstance(node, ast.Call) and _is_saving(node)]
    values = [argument for node in kept for argument in node.args]
    if isinstance(statement, ast.Assign) and _is_kept(statement.targets[0], function):
        values.append(statement.value)
    for value in values:
        for name in function.names(statement):
            if name != function.text.of(value):
                splices = [function.text.replaced(value, name)]
                yield _edit("saved", 1.3, statement, splices)


def _is_saving(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr == "save_for_backward"


def _is_kept(target: ast.expr, function: Function) -> bool:
    """Whether it is an attribute of the context."""
    return (
        isinstance(target, ast.Attribute)
        and isinstance(target.value, ast.Name)
        and target.value.id == function.context
    )


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
