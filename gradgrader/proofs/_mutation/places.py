"""Where a solution can be changed: nodes of its Functions, and what they use."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """A node, what is around it (the innermost first), and the tensors' names there."""

    node: Any
    around: tuple[Any, ...]
    names: tuple[str, ...]

    @property
    def parent(self) -> Any:
        return self.around[0]


Edits = Iterator[tuple[Any, str]]
KINDS: dict[str, Callable[[Place], Edits]] = {}
CONTEXT = {"ctx", "context", "self"}


def mutation(make: Callable[[Place], Edits]) -> Callable[[Place], Edits]:
    """Register a kind of mutation under its function's name."""
    KINDS[make.__name__] = make
    return make


def places(tree: ast.Module) -> Iterator[Place]:
    """Every node of the Functions and of what they use, in the order of the text."""
    for part in _parts(tree):
        yield from _below(part, ())


def _below(node: ast.AST, around: tuple[Any, ...]) -> Iterator[Place]:
    for child in ast.iter_child_nodes(node):
        if not (isinstance(node, ast.FunctionDef) and child in node.decorator_list):
            yield Place(child, (node, *around), _names(child, (node, *around)))
            yield from _below(child, (node, *around))


def _parts(tree: ast.Module) -> list[ast.stmt]:
    """The Functions, and the statements of the module that define what these use."""
    definitions = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    used: list[ast.stmt] = []
    used += [n for n in definitions if isinstance(n, ast.ClassDef) and "Function" in _bases(n)]
    for part in used:
        names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
        used += [n for n in definitions if n not in used and names & _defined(n)]
    return sorted(used, key=lambda node: node.lineno)


def _bases(node: ast.ClassDef) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in node.bases}


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return {node.name}
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and stored(n)}


def _names(node: ast.AST, around: tuple[Any, ...]) -> tuple[str, ...]:
    """What is bound before `node` in its function, but for the context."""
    function = next((outer for outer in around if isinstance(outer, ast.FunctionDef)), None)
    if function is None or not isinstance(node, ast.expr):
        return ()
    found = [argument.arg for argument in ast.walk(function.args) if isinstance(argument, ast.arg)]
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign | ast.AnnAssign) and end(statement) <= start(node):
            found += targets(statement)
        elif isinstance(statement, ast.For) and end(statement.iter) <= start(node):
            found += targets(statement.target)
    for outer in around:
        if isinstance(outer, ast.ListComp | ast.GeneratorExp):
            found += [name for part in outer.generators for name in targets(part.target)]
    return tuple(name for name in dict.fromkeys(found) if name not in {*CONTEXT, "_"})


def targets(node: ast.AST) -> list[str]:
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and stored(n)]


def stored(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def start(node: Any) -> tuple[int, int]:
    """Line (from 1) and column in bytes (from 0), of the first decorator if there is one."""
    decorators = getattr(node, "decorator_list", [])
    first = decorators[0] if decorators else node
    return first.lineno, first.col_offset - bool(decorators)


def end(node: Any) -> tuple[int, int]:
    return node.end_lineno, node.end_col_offset
