"""Matrices are multiplied more often than the exercise allows."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

from gradgrader.diagnosis._read import SPELLED
from gradgrader.diagnosis._text import backward, last_name, places
from gradgrader.diagnosis.base import Findings, rule
from gradgrader.model.result import Diagnosis


@rule
def multiplied_twice(findings: Findings) -> Diagnosis | None:
    """Two products have a factor in common: (a + b) K is one product, a K + b K are two."""
    if findings.failed("economy") is None or findings.exercise.products == "any":
        return None
    found = defaultdict[tuple[bool, str], list[ast.AST]](list)
    for node, left, right in _products(backward(findings.sketch)):
        found[True, ast.unparse(left)].append(node)
        found[False, ast.unparse(right)].append(node)
    twice = {name: nodes for (_, name), nodes in found.items() if len(nodes) > 1}
    if not twice:
        return None
    name, nodes = max(twice.items(), key=lambda one: len(one[1]))
    return Diagnosis(
        code="multiplied-twice",
        confidence="likely",
        title="a product is made more often than it has to be",
        message=f"Backward multiplies by `{name}` {len(nodes)} times, on the same side.",
        advice="What is multiplied by the same matrix can be added up before: (A + B) K is one"
        " product, A K + B K are two. Where do the ways of the incoming gradients meet?",
        locations=places(findings.sketch, sorted(nodes, key=_line)),
        checks=("economy",),
    )


def _products(function: ast.FunctionDef | None) -> Iterator[tuple[ast.AST, ast.expr, ast.expr]]:
    """Each product of matrices with its factors, whether written as `@` or as a call."""
    for node in ast.walk(function or ast.Pass()):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            yield node, node.left, node.right
        elif isinstance(node, ast.Call) and SPELLED.get(last_name(node.func)) == "@":
            own = [node.func.value] if isinstance(node.func, ast.Attribute) else []
            factors = (node.args if len(node.args) > 1 else [*own, *node.args])[:2]
            if len(factors) > 1:
                yield node, factors[0], factors[1]


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
