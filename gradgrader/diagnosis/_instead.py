"""What may be taken back by mistake in the place of a step of forward.

Each is another expression for one node of the exercise's forward. Only the slopes of that other one
are used: values go on as they are, from some node around it on, or nowhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from gradgrader.diagnosis._slopes import Replaced

# what takes an axis away, and what else might have been meant: in words, and written
OTHERS = {
    "sum": "the sum|{x}.sum({args})",
    "mean": "the mean|{x}.mean({args})",
    "squares": "the sum of squares|{x}.square().sum({args})",
    "sizes": "the sum of absolute values|{x}.abs().sum({args})",
    "amax": "the maximum|{x}.amax({args})",
}
REDUCTIONS = {"sum", "mean", "amax", "amin", "prod", "logsumexp", "vector_norm"}
MASKS = {"masked_fill", "where", "tril", "triu", "clamp", "clamp_min", "clamp_max"}
GEOMETRY = {"dim", "keepdim"}  # keywords that stand for an axis
# calls that only change how a tensor is laid out
LAYOUT = {"unsqueeze", "squeeze", "flatten", "view", "reshape", "expand", "transpose", "permute"}
AXES = (0, 1, 2)
LONGER = "(lambda w, v: (w, v * (1 + w - w.detach()).unsqueeze(-2)))(*{})"


@dataclass(frozen=True, slots=True)
class Called:
    """A call of one tensor: `x.mean(0)`, `torch.exp(x)`."""

    name: str
    first: ast.expr
    args: tuple[ast.expr, ...]
    keywords: tuple[ast.keyword, ...]

    @property
    def given(self) -> str:
        """What stands between the brackets beside the tensor."""
        parts = [*map(ast.unparse, self.args)]
        return ", ".join([*parts, *(f"{k.arg}={ast.unparse(k.value)}" for k in self.keywords)])


def called(node: ast.AST) -> Called | None:
    """A method of an expression, or a function of torch."""
    match node:
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=args, keywords=keywords):
            if not _is_module(owner):
                return Called(name, owner, tuple(args), tuple(keywords))
            if args:
                return Called(name, args[0], tuple(args[1:]), tuple(keywords))
    return None


def _is_module(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id == "torch"


def instead(node: ast.AST, plain: frozenset[str]) -> Iterator[Replaced]:
    """Code, cost, what it is about, and the other expression; `plain` names carry no gradient."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            yield from _name(name, plain)
        case ast.Compare():
            ones = f"torch.ones_like({ast.unparse(node)})"
            yield "condition-left-out", 0.95, ast.unparse(node), _parsed(ones)
        case ast.BinOp(op=ast.Add() | ast.Sub(), left=left, right=right):
            if _is_number(right, plain):
                yield "number-left-out", 1.0, ast.unparse(right), left
            else:
                yield from _terms(left, right)
    one = called(node)
    if one is not None:
        assert isinstance(node, ast.Call)
        yield "as-constant", 1.0, one.name, _parsed(f"({ast.unparse(node)}).detach()")
        yield from _calls(one)
        yield from _arguments(node, one, plain)
        if one.name in REDUCTIONS:
            yield from _reductions(one)
        if one.name == "index_select":
            yield from _wrapped(one, plain)
        if one.name == "eigh":  # each vector grows as its eigenvalue does, instead of not at all
            yield "longer-vectors", 1.1, one.name, _parsed(LONGER.format(ast.unparse(node)))


def _name(name: str, plain: frozenset[str]) -> Iterator[Replaced]:
    if name == "torch":
        return
    if name in plain:  # an index that counts for nothing, taken for the first place
        yield "mask-left-out", 1.2, name, _parsed(f"{name}.clamp(min=0)")
    else:
        yield "as-constant", 1.0, name, _parsed(f"{name}.detach()")


def _terms(left: ast.expr, right: ast.expr) -> Iterator[Replaced]:
    for gone, kept in ((right, left), (left, right)):
        one = called(gone)
        name = one.name if one is not None else ast.unparse(gone)
        if one is not None or isinstance(gone, ast.Name):
            yield "term-left-out", 1.2, name, kept


def _is_number(node: ast.expr, plain: frozenset[str]) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in plain)


def _calls(one: Called) -> Iterator[Replaced]:
    """The step is jumped over, or its slope reaches only one side of a sum."""
    if one.name in LAYOUT:
        return
    if one.name == "solve" and one.args:
        yield "solve-left-out", 1.05, one.name, one.args[0]
        return
    kind, cost = ("mask-left-out", 0.9) if one.name in MASKS else ("step-left-out", 1.05)
    for way in (one.first, *one.args) if one.name == "where" else (one.first,):
        yield kind, cost, one.name, way
    match one.first:
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right) if not one.args:
            a, b, sign = ast.unparse(left), ast.unparse(right), "-+"[isinstance(op, ast.Add)]
            applied, count = f"torch.{one.name}", f"(({a}).numel() / ({b}).numel())"
            for part in (
                f"{applied}(({a}) {sign} ({b}).detach()) {sign} ({b})",
                f"{applied}(({a}) {sign} ({b}).detach()) {sign} ({b}) / {count}",
                f"{applied}(({a}).detach() {sign} ({b})) + ({a})",
            ):
                yield "slope-on-a-part", 1.35, one.name, _parsed(part)


def _arguments(node: ast.Call, one: Called, plain: frozenset[str]) -> Iterator[Replaced]:
    """An argument that does not count (along one of two axes, or at all), or another axis."""
    if one.name in LAYOUT:
        return
    for word in one.keywords:
        others = [k for k in node.keywords if k is not word]
        if word.arg == "dim":
            for axis in _other_axes(word.value):
                words = [*others, ast.keyword("dim", _parsed(axis))]
                yield "other-axis", 1.25, one.name, ast.Call(node.func, node.args, words)
        elif word.arg != "keepdim":
            yield "argument-left-out", 1.1, f"{word.arg}", ast.Call(node.func, node.args, others)
            for pair in _one_axis(word.value, plain):
                words = [*others, ast.keyword(word.arg, _parsed(pair))]
                made = ast.Call(node.func, node.args, words)
                yield "argument-left-out", 1.15, f"{word.arg}", made
    for at, argument in enumerate(node.args):
        for axis in _other_axes(argument):
            args = [*node.args[:at], _parsed(axis), *node.args[at + 1 :]]
            changed = ast.Call(node.func, args, node.keywords)
            yield "other-axis", 1.25, one.name, changed


def _one_axis(node: ast.expr, plain: frozenset[str]) -> Iterator[str]:
    """Of a stride, a dilation, a padding: along one axis of two it is nothing."""
    if isinstance(node, ast.Name) and node.id in plain:
        for nothing in (0, 1):
            yield f"({nothing}, {node.id})"
            yield f"({node.id}, {nothing})"


def _other_axes(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=int(axis)) if not isinstance(axis, bool):
            yield from (str(other) for other in AXES if other != axis)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int())):
            yield from map(str, AXES)
        case ast.Tuple(elts=axes):
            yield from map(ast.unparse, axes)


def _reductions(one: Called) -> Iterator[Replaced]:
    """The slopes of another function that takes this axis away, or of one that takes all."""
    x, args = f"({ast.unparse(one.first)})", one.given
    for name, other in OTHERS.items():
        words, made = other.split("|")
        if {name, one.name} == {"sum", "mean"}:
            yield "averaged-step", 1.15, "", _parsed(made.format(x=x, args=args))
        elif name != one.name:
            about = f"{one.name}|{words}"
            yield "as-another", 1.3, about, _parsed(made.format(x=x, args=args))
    whole = f"{x}.{one.name}()"
    if one.name in {"sum", "mean", "amax"}:
        yield "other-axis", 1.25, one.name, _parsed(whole)
        yield "other-axis", 1.25, one.name, _parsed(f"{whole}.detach()")
    if one.name == "mean":
        total = f"{x}.sum({args})"
        count = f"({x}.numel() / {total}.numel() - 1)"
        yield "one-less", 1.2, "", _parsed(f"{total} / {count}")


def _wrapped(one: Called, plain: frozenset[str]) -> Iterator[Replaced]:
    """A negative index that counts from the end, and is not kept from it."""
    match one.args:
        case [dim, ast.Call(func=ast.Attribute(value=ast.Name(id=index), attr="clamp"))]:
            if index in plain:
                x, axis = ast.unparse(one.first), ast.unparse(dim)
                made = f"{x}.index_select({axis}, {index} % {x}.shape[{axis}])"
                yield "mask-left-out", 1.0, index, _parsed(made)


def of_the_whole(name: str) -> Iterator[Replaced]:
    """What a result may be thought to have gone through besides."""
    for function in ("exp", "log"):
        yield "as-another", 1.5, f"{name}|its {function}", _parsed(f"torch.{function}({name})")


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body
