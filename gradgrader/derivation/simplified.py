"""Formulas as a person would leave them: `gx.T @ q` for `(q.T @ gx).T`."""

from __future__ import annotations

import ast

LINEAR = {"sum", "mean", "expand_as", "reshape_as", "unsqueeze", "permute", "transpose", "cumsum"}


APART = "_apart_"
"""Stands before what gets parentheses though Python needs none."""


def simplified(tree: ast.expr) -> ast.expr:
    """The same value, written without what undoes itself or does nothing."""
    while True:
        before = ast.dump(tree)
        tree = _Simpler().visit(tree)
        if ast.dump(tree) == before:
            return tree


def written(tree: ast.expr) -> str:
    """A formula as text: `-a * b`, not `-(a * b)`, and `a**2`."""
    again = ast.parse(ast.unparse(tree), mode="eval").body  # what is written changes nothing here
    text = ast.unparse(_SignInside().visit(again))
    return text.replace(" ** ", "**").replace(f"{APART}(", "(")


class _SignInside(ast.NodeTransformer):
    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        return _signed(node.operand) if _is_negated(node) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        products = (ast.Mult, ast.Div)
        if not isinstance(node.op, ast.MatMult) or not isinstance(node.left, ast.BinOp):
            return node
        if isinstance(node.left.op, products):
            node.left = ast.Call(ast.Name(APART, ast.Load()), [node.left], [])
        return node


def _signed(tree: ast.expr) -> ast.expr:
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Mult, ast.Div)):
        return ast.BinOp(_signed(tree.left), tree.op, tree.right)
    return _negative(tree)


class _Simpler(ast.NodeTransformer):
    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        if node.attr not in {"T", "mT"}:
            return node
        inner = node.value
        if isinstance(inner, ast.Attribute) and inner.attr == node.attr:
            return inner.value
        if isinstance(inner, ast.UnaryOp):
            return ast.UnaryOp(inner.op, ast.Attribute(inner.operand, node.attr, ast.Load()))
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Div):
            if isinstance(inner.right, ast.Constant):
                turned = ast.Attribute(inner.left, node.attr, ast.Load())
                return ast.BinOp(turned, ast.Div(), inner.right)
        elif isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.MatMult):
            left, right = (
                ast.Attribute(s, node.attr, ast.Load()) for s in (inner.right, inner.left)
            )
            return ast.BinOp(left, ast.MatMult(), right)
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        self.generic_visit(node)
        if _is_negated(node) and _is_negated(node.operand):
            assert isinstance(node.operand, ast.UnaryOp)
            return node.operand.operand
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        rules = {
            ast.Mult: _product,
            ast.Div: _quotient,
            ast.MatMult: _matrix_product,
            ast.Add: _total,
            ast.Sub: _difference,
        }
        rule = rules.get(type(node.op))
        return node if rule is None else rule(node, node.left, node.right)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        if _called(node, "reciprocal"):
            return ast.BinOp(ast.Constant(1), ast.Div(), node.args[0])
        method = node.func
        if isinstance(method, ast.Attribute) and method.attr in LINEAR:
            inner = method.value
            if isinstance(inner, ast.UnaryOp) and _is_negated(inner):
                plain = ast.Attribute(inner.operand, method.attr, ast.Load())
                return _negative(ast.Call(plain, node.args, node.keywords))
        return node


def _product(node: ast.expr, left: ast.expr, right: ast.expr) -> ast.expr:
    if _is(right, 1) or _is(left, 1):
        return left if _is(right, 1) else right
    if isinstance(left, ast.UnaryOp) and _is_negated(left):
        return _negative(ast.BinOp(left.operand, ast.Mult(), right))
    if isinstance(right, ast.UnaryOp) and _is_negated(right):
        return _negative(ast.BinOp(left, ast.Mult(), right.operand))
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Mult, ast.Div)):
        return ast.BinOp(ast.BinOp(left, ast.Mult(), right.left), right.op, right.right)
    if isinstance(right, ast.Constant) and not isinstance(left, ast.Constant):
        return _scaled(right, left)
    return node


def _scaled(number: ast.Constant, tree: ast.expr) -> ast.expr:
    """A product with the number in front."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Mult, ast.Div)):
        return ast.BinOp(_scaled(number, tree.left), tree.op, tree.right)
    if isinstance(tree, ast.Constant):
        return ast.Constant(number.value * tree.value)  # type: ignore[operator]
    return ast.BinOp(number, ast.Mult(), tree)


def _matrix_product(node: ast.expr, left: ast.expr, right: ast.expr) -> ast.expr:
    """A number that scales the left factor may as well scale the product."""
    if isinstance(left, ast.BinOp):
        if isinstance(left.op, ast.Div) and isinstance(left.right, ast.Constant):
            return ast.BinOp(ast.BinOp(left.left, ast.MatMult(), right), ast.Div(), left.right)
        if isinstance(left.op, ast.Mult) and isinstance(left.left, ast.Constant):
            inner = ast.BinOp(left.right, ast.MatMult(), right)
            return ast.BinOp(left.left, ast.Mult(), inner)
    return node


def _quotient(node: ast.expr, left: ast.expr, right: ast.expr) -> ast.expr:
    if _is(right, 1):
        return left
    if isinstance(left, ast.UnaryOp) and _is_negated(left):
        return _negative(ast.BinOp(left.operand, ast.Div(), right))
    return node


def _total(node: ast.expr, left: ast.expr, right: ast.expr) -> ast.expr:
    if _is(right, 0):
        return left
    if isinstance(right, ast.UnaryOp) and _is_negated(right):
        return ast.BinOp(left, ast.Sub(), right.operand)
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Add, ast.Sub)):
        return ast.BinOp(ast.BinOp(left, ast.Add(), right.left), right.op, right.right)
    if ast.dump(left) == ast.dump(right):
        return _scaled(ast.Constant(2), left)
    return node


def _difference(node: ast.expr, left: ast.expr, right: ast.expr) -> ast.expr:
    if isinstance(right, ast.UnaryOp) and _is_negated(right):
        return ast.BinOp(left, ast.Add(), right.operand)
    return node


def _is(node: ast.expr, value: int) -> bool:
    return (
        isinstance(node, ast.Constant) and node.value == value and not isinstance(node.value, bool)
    )


def _is_negated(node: ast.expr) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)


def _negative(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.USub(), node)


def _called(node: ast.expr, name: str) -> bool:
    """Whether this is `torch.<name>(...)` of one argument."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == name and len(node.args) == 1  # type: ignore[attr-defined]
