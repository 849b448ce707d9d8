"""Every small edit of a function that may be the mistake undone, the most likely first.

A new kind of edit is one function in one of the modules that are imported here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from gradgrader.diagnosis import (
    _edits_algebra,
    _edits_axes,
    _edits_calls,
    _edits_diagonal,
    _edits_loops,
    _edits_missing,
    _edits_names,
    _edits_products,
    _edits_statements,
    _edits_unused,
)
from gradgrader.diagnosis._edit import (
    AT_EXPRESSIONS,
    AT_STATEMENTS,
    META,
    MODULES,
    Edit,
    Function,
    Place,
)
from gradgrader.diagnosis._read import way_to_turn
from gradgrader.diagnosis._splice import Text
from gradgrader.diagnosis._writing import bindings, squares

FAMILIES = (
    *(_edits_algebra, _edits_calls, _edits_names, _edits_products, _edits_statements),
    *(_edits_axes, _edits_diagonal, _edits_loops, _edits_missing, _edits_unused),
)


def edits(function: Function) -> list[Edit]:
    """Each edit once, by cost; those of equal cost in the order of the text."""
    found: dict[tuple[object, ...], Edit] = {}
    for edit in _proposed(function):
        known = found.get(edit.splices)
        if known is None or edit.cost < known.cost:
            found[edit.splices] = edit
    return sorted(found.values(), key=lambda edit: (edit.cost, edit.line))


def function_of(source: str) -> Function:
    """The first function of a source that is nobody's, to be edited as a learner's would be."""
    tree = ast.parse(source)
    node = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    text = Text(source)
    return Function(
        node=node,
        text=text,
        bound=bindings(node, text, context=False),
        transpose=way_to_turn(tree),
        squares=squares(tree),
    )


def _proposed(function: Function) -> Iterator[Edit]:
    for statement in statements(function.node):
        for at_statement in AT_STATEMENTS.values():
            yield from at_statement(statement, function)
    if function.role in {"backward", "helper"}:
        for place in places(function):
            if isinstance(place.statement, (ast.If, ast.While)):
                continue  # a condition that never holds would only hide what it guards
            for at_expression in AT_EXPRESSIONS.values():
                yield from at_expression(place)


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Those of a function's body, also inside loops and branches, in the order of the text."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield from statements(child)


def places(function: Function) -> Iterator[Place]:
    """Every expression that stands for a value."""
    for statement in statements(function.node):
        for child in ast.iter_child_nodes(statement):
            if isinstance(child, ast.expr):
                yield from _below(child, (function.node, statement), statement, function)


def _below(
    node: ast.expr | ast.keyword,
    around: tuple[ast.AST, ...],
    statement: ast.stmt,
    function: Function,
) -> Iterator[Place]:
    if _is_meta(node, around[-1]):
        return
    if isinstance(node, ast.expr) and not _is_callee(node, around[-1]):
        yield Place(node, around, statement, function)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.expr, ast.keyword)):
            yield from _below(child, (*around, node), statement, function)


def _is_meta(node: ast.AST, parent: ast.AST) -> bool:
    """Whether nothing in it is a value: a target, a module, a shape."""
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return True
    if isinstance(node, ast.Name) and node.id in MODULES:
        return True
    if isinstance(node, ast.Attribute) and node.attr in META:
        return True
    return isinstance(parent, ast.Call) and isinstance(node, ast.Name) and node is parent.func


def _is_callee(node: ast.AST, parent: ast.AST) -> bool:
    """Whether it is the `q.matmul` of `q.matmul(k)`: only what is below it is a value."""
    return isinstance(parent, ast.Call) and node is parent.func
