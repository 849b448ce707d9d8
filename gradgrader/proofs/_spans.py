"""Code in a text, and expressions in a form that does not depend on how they are written."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator

FENCED = re.compile(r"```.*?\n(.*?)```", re.DOTALL)
INDENTED = re.compile(r"(?:^    .+\n?)+", re.MULTILINE)
INLINE = re.compile(r"`([^`\n]+)`")
OPERATORS = {"matmul": ast.MatMult, "mm": ast.MatMult, "mul": ast.Mult, "add": ast.Add}
TRANSPOSED = {"t", "mT", "T"}


def code_in(text: str) -> Iterator[ast.AST]:
    """What in a text in Markdown can be read as Python."""
    blocks = [*FENCED.findall(text), *INDENTED.findall(text), *INLINE.findall(text)]
    for block in blocks:
        for piece in (textwrap.dedent(block), *block.splitlines()):
            try:
                yield ast.parse(piece.strip())
            except SyntaxError:
                continue


def expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """Every expression in a tree that computes something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Call):
            yield node


def normal(node: ast.expr) -> str:
    """The same for `Q.t() @ g`, `torch.matmul(q.T, G)` and `q.mT @ g`."""
    return ast.dump(_Plain().visit(ast.parse(ast.unparse(node), mode="eval")))


def size(node: ast.expr) -> int:
    """How many names, numbers and operations it has."""
    counted = ast.Name | ast.Constant | ast.BinOp | ast.UnaryOp | ast.Call
    return sum(isinstance(part, counted) for part in ast.walk(node))


class _Plain(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(node.id.lower(), ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.func, ast.Attribute):
            return node
        of_torch = isinstance(node.func.value, ast.Name) and node.func.value.id == "torch"
        operands = node.args if of_torch else [node.func.value, *node.args]
        if node.func.attr == "t" and len(operands) == 1:
            return ast.Attribute(operands[0], "T", ast.Load())
        operator = OPERATORS.get(node.func.attr)
        if operator is not None and len(operands) == 2:  # noqa: PLR2004 - it has two
            return ast.BinOp(operands[0], operator(), operands[1])
        return ast.Call(ast.Name(node.func.attr, ast.Load()), operands, node.keywords)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return ast.Attribute(node.value, "T" if node.attr in TRANSPOSED else node.attr, ast.Load())
