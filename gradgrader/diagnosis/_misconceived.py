"""Mistakes with a name, made in the backward that follows from the exercise's own forward.

Each changes one node of one step of the derivation (`dx = da * (1 - a * a)`), and is known by a
code, the step it is made in, and the names that it is about.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from gradgrader.diagnosis._choices import choices
from gradgrader.diagnosis._joint import Joint
from gradgrader.diagnosis._lengths import each_alone
from gradgrader.diagnosis._mistake import Mistake, late, written
from gradgrader.diagnosis._slopes import Replaced, slopes
from gradgrader.diagnosis._summed import parsed, sums_over_axes
from gradgrader.model.exercise import Exercise


@dataclass(frozen=True, slots=True)
class Scope:
    """What a step may name: cotangents and steps (`arriving`), and values of forward.

    `earlier` are the steps before it, with their formulas.
    """

    arriving: frozenset[str]
    values: tuple[str, ...]
    incoming: tuple[str, ...]
    earlier: Mapping[str, str]

    def arrives(self, node: ast.AST) -> bool:
        """Whether an expression depends on what comes in."""
        return any(isinstance(n, ast.Name) and n.id in self.arriving for n in ast.walk(node))


def mistakes(exercise: Exercise, derived: Joint) -> Iterator[Mistake]:
    """Every mistake that has a name, in every step."""
    incoming = tuple(f"g{name}" for name in exercise.outputs)
    names = tuple(step.name for step in derived.steps)
    plain = {one.name for one in exercise.constants}  # indices and masks stand where they stand
    values = tuple(name for name in derived.traced.traces[0].named if name not in plain)
    for number, step in enumerate(derived.steps):
        earlier = {one.name: one.formula for one in derived.steps[:number]}
        scope = Scope(frozenset({*incoming, *names}), values, incoming, earlier)
        tree = ast.parse(step.formula, mode="eval").body
        yield from late(derived, number, tree, scope.arrives)
        sizes = [node.value for node in ast.walk(tree) if _is_of_size(node)]
        for place, node in enumerate(ast.walk(tree)):
            if any(node is one for one in sizes):
                continue
            for code, cost, about, new in _replaced(node, scope):
                changed = _with(step.formula, place, new)
                source = written(derived, {number: changed})
                yield Mistake(code, cost, step.name, about, source)


def _is_of_size(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and node.attr == "shape"


def _with(formula: str, place: int, new: ast.expr) -> str:
    tree = ast.parse(formula, mode="eval")
    old = list(ast.walk(tree.body))[place]
    if old is tree.body:
        return ast.unparse(new)
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, name, new)
            elif isinstance(value, list) and any(one is old for one in value):
                setattr(parent, name, [new if one is old else one for one in value])
    return ast.unparse(ast.fix_missing_locations(tree))


def _replaced(node: ast.AST, scope: Scope) -> Iterator[Replaced]:
    """What may stand in the place of a node by mistake."""
    match node:
        case ast.BinOp(op=ast.MatMult(), left=left, right=right):
            yield from _products(left, right, scope)
        case ast.BinOp(op=ast.Add(), left=left, right=right) if scope.arrives(node):
            yield from _sums(left, right, scope)
        case ast.BinOp(op=ast.Sub(), left=left, right=right) if scope.arrives(right):
            about = ast.unparse(right) if ast.unparse(right) in scope.incoming else ""
            yield "dropped-cotangent", 1.0, about, left
        case ast.BinOp(op=ast.Mult() | ast.Div(), left=left, right=right) if scope.arrives(node):
            yield from _factors(node, left, right, scope)
        case ast.Call(func=ast.Attribute(attr="sum" | "mean")) if scope.arrives(node):
            yield from sums_over_axes(node, scope.earlier)
        case ast.Call(func=ast.Attribute(value=inner, attr="sum")):
            yield "missing-reduction", 1.5, "", inner
        case ast.Name(id=name, ctx=ast.Load()):
            yield from _names(name, scope)
    if isinstance(node, ast.expr) and not scope.arrives(node) and _is_formula(node, scope):
        yield from slopes(node, scope.values)
    yield from choices(node, scope.arrives, scope.values)
    yield from each_alone(node)


def _turned(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Attribute) and node.attr == "T":
        return node.value
    return ast.Attribute(node, "T", ast.Load())


def _product(left: ast.expr, right: ast.expr) -> ast.expr:
    return ast.BinOp(left, ast.MatMult(), right)


def _products(left: ast.expr, right: ast.expr, scope: Scope) -> Iterator[Replaced]:
    """A transpose too many or too few, the factors exchanged, an elementwise product."""
    for turned, other, first in ((left, right, True), (right, left, False)):
        new = _turned(turned)
        code = "extra-transpose" if isinstance(new, ast.Attribute) else "missing-transpose"
        about = ast.unparse(turned).removesuffix(".T")
        yield code, 1.0, about, _product(new, other) if first else _product(other, new)
    yield "missing-transpose", 1.3, "", _turned(_product(left, right))
    for a in (left, _turned(left)):
        for b in (right, _turned(right)):
            yield "wrong-order", 1.2, "", _product(b, a)
    yield "missing-transpose", 1.6, "", _product(_turned(left), _turned(right))
    yield "wrong-product", 1.5, "", ast.BinOp(left, ast.Mult(), right)
    for part in (":1", "1:", ":-1"):
        some = parsed(f"({ast.unparse(left)})[..., {part}] @ ({ast.unparse(right)})[{part}]")
        yield "some-only", 1.5, "", some
    for summed, axis, factor in ((left, "-1", right), (right, "-2", left)):
        alone = parsed(f"({ast.unparse(summed)}).sum({axis}, keepdim=True)")
        yield "summed-first", 1.6, "", ast.BinOp(alone, ast.Mult(), factor)
    for turned, other, first in ((left, right, True), (right, left, False)):
        if scope.arrives(turned) and not scope.arrives(other):
            yield "missing-path", 1.4, ast.unparse(other).removesuffix(".T"), turned
            ones = parsed(f"torch.ones_like({ast.unparse(turned)})")
            made = _product(ones, other) if first else _product(other, ones)
            yield "ignores-cotangent", 1.2, "", made


def _sums(left: ast.expr, right: ast.expr, scope: Scope) -> Iterator[Replaced]:
    """One of the ways that meet here is forgotten, taken away, counted twice, or averaged."""
    for gone, kept in ((left, right), (right, left)):
        about = ast.unparse(gone) if ast.unparse(gone) in scope.incoming else ""
        yield "dropped-cotangent", 1.0, about, kept
        yield "sign", 1.3, about, ast.BinOp(kept, ast.Sub(), gone)
        twice = ast.BinOp(ast.Constant(2), ast.Mult(), gone)
        yield "counted-twice", 1.5, about, ast.BinOp(kept, ast.Add(), twice)
    if isinstance(left, ast.BinOp) and ast.dump(left.right) == ast.dump(right):
        yield "dropped-cotangent", 1.0, "", left.left  # of what is squared both halves go together
    both = ast.BinOp(left, ast.Add(), right)
    yield "averaged", 1.4, "", ast.BinOp(both, ast.Div(), ast.Constant(2))
    yield "wrong-product", 1.8, "", ast.BinOp(left, ast.Mult(), right)


def _factors(node: ast.BinOp, left: ast.expr, right: ast.expr, scope: Scope) -> Iterator[Replaced]:
    """A factor of the chain rule is forgotten, used twice, divided by, or put around too little."""
    ways = ((left, right), (right, left)) if isinstance(node.op, ast.Mult) else ((left, right),)
    for comes, slope in ways:
        if not scope.arrives(comes) or scope.arrives(slope) or _is_size(slope, scope):
            continue
        about = ast.unparse(slope)
        yield "missing-chain-factor", 0.9, about, comes
        if isinstance(comes, ast.BinOp) and isinstance(comes.op, ast.Mult):
            inner, more = comes.left, comes.right  # `g * s * (1 - s)`: the slope has two factors
            if scope.arrives(inner) and not scope.arrives(more) and not _is_size(more, scope):
                yield "missing-chain-factor", 0.9, ast.unparse(more), inner
        for partly in _partly(comes, slope, scope):
            yield "factor-on-a-part", 1.1, about, partly
        yield "ignores-cotangent", 1.1, about, slope
        yield "factor-twice", 1.3, about, ast.BinOp(node, node.op, slope)
        yield "wrong-product", 1.4, about, _product(comes, slope)
        yield "divided", 1.4, about, ast.BinOp(comes, ast.Div(), slope)
        root = ast.BinOp(slope, ast.Pow(), ast.Constant(0.5))
        yield "wrong-derivative", 1.4, about, ast.BinOp(comes, ast.Mult(), root)


def _is_size(node: ast.expr, scope: Scope) -> bool:
    """Whether it is a size or a count, and so no derivative: a mean has it, a sum has not."""
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} - {"torch"}
    if names and not names & {*scope.values}:
        return True
    match node:
        case ast.Subscript(value=ast.Attribute(attr="shape")):
            return True
        case ast.Call(func=ast.Attribute(attr="numel")):
            return True
    return False


def _partly(comes: ast.expr, slope: ast.expr, scope: Scope) -> Iterator[ast.expr]:
    """A factor on one summand only, where it belongs on the sum."""
    formula = scope.earlier.get(comes.id, "") if isinstance(comes, ast.Name) else ""
    inner = ast.parse(formula, mode="eval").body if formula else comes
    if isinstance(inner, ast.BinOp) and isinstance(inner.op, ast.Add):
        for one, other in ((inner.left, inner.right), (inner.right, inner.left)):
            yield ast.BinOp(ast.BinOp(one, ast.Mult(), slope), ast.Add(), other)


def _is_formula(node: ast.expr, scope: Scope) -> bool:
    """Whether an expression of values is computed from them, and not only one turned round."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    if not names & {*scope.values}:
        return False
    return isinstance(node, ast.BinOp | ast.UnaryOp) or (
        isinstance(node, ast.Call) and not isinstance(node.func, ast.Name)
    )


def _names(name: str, scope: Scope) -> Iterator[Replaced]:
    """Another tensor in the place of this one."""
    if name in scope.incoming:
        for other in scope.incoming:
            if other != name:
                yield "swapped-cotangents", 1.1, f"{name}|{other}", ast.Name(other, ast.Load())
    elif name in scope.arriving:
        for other in (*scope.earlier, *scope.incoming):
            if other != name:
                yield "missing-chain-factor", 1.2, f"{name}|{other}", ast.Name(other, ast.Load())
    elif name in scope.values:
        for other in scope.values:
            if other != name:
                yield "wrong-tensor", 1.0, f"{name}|{other}", ast.Name(other, ast.Load())
