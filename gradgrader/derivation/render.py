"""Operations of a trace as Python that a learner could have written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gradgrader.derivation.trace import Node

Made = Callable[..., ast.expr]
NAMES = (
    "tanh exp log sigmoid relu sqrt rsqrt sin cos tan abs sign reciprocal cosh sinh erf log1p"
    " log2 expm1 atan asin acos softplus maximum minimum where zeros_like ones_like arange"
)
FUNCTIONS = frozenset(NAMES.split())
OPERATORS: dict[str, type[ast.operator]] = {
    **dict.fromkeys(("mm", "bmm", "matmul", "mv", "dot"), ast.MatMult),
    "mul": ast.Mult,
    "add": ast.Add,
    "sub": ast.Sub,
    "div": ast.Div,
    "pow": ast.Pow,
}
COMPARISONS: dict[str, type[ast.cmpop]] = {
    "gt": ast.Gt,
    "ge": ast.GtE,
    "lt": ast.Lt,
    "le": ast.LtE,
    "eq": ast.Eq,
    "ne": ast.NotEq,
}
# what torch has one operation for, in several; $0 is the first argument
IN_STEPS = {
    "tanh_backward": "$0 * (1 - $1 * $1)",
    "sigmoid_backward": "$0 * $1 * (1 - $1)",
    "threshold_backward": "$0 * ($1 > $2)",
    "_softmax_backward_data": "$1 * ($0 - ($0 * $1).sum($2, keepdim=True))",
    "_log_softmax_backward_data": "$0 - torch.exp($1) * $0.sum($2, keepdim=True)",
    "rsub": "$1 - $0",
    "addmm": "$0 + $1 @ $2",
    "_softmax": "torch.softmax($0, $1)",
    "_log_softmax": "torch.log_softmax($0, $1)",
    "scalar_tensor": "$0",
    "silu": "torch.nn.functional.silu($0)",
    "square": "$0 ** 2",
    "neg": "-$0",
    "expand": "$0.expand($1)",
    "_unsafe_view": "$0.reshape($1)",
    "view": "$0.reshape($1)",
    "permute": "$0.permute($1)",
    "linalg_inv_ex": "torch.linalg.inv($0)",
    "_linalg_solve_ex": "torch.linalg.solve($0, $1)",
    "_linalg_slogdet:1": "torch.linalg.slogdet($0).logabsdet",
}


LAST = 2**63 - 1  # where a slice without an end ends, to torch
SPREADS = {"var", "std", "linalg_vector_norm"}


class Unrenderable(Exception):
    """An operation that has no plain spelling."""


@dataclass(frozen=True, slots=True)
class Varying:
    """A number that is another one when the sizes are others."""

    numbers: tuple[Any, ...]


def render(
    node: Node, names: Mapping[int, str], sizes: Callable[[Varying], ast.expr], *, top: bool = True
) -> ast.expr:
    """The expression that computes `node`; nodes whose id is in `names` are called by name.

    `sizes` spells numbers that are sizes of tensors. With `top` the node itself
    is spelled out though it has a name. Raises Unrenderable.
    """
    if not top and id(node) in names:
        return ast.Name(names[id(node)], ast.Load())
    if node.op == "given" and node.name:
        return ast.Name(node.name, ast.Load())

    def made(arg: Any) -> ast.expr:
        if isinstance(arg, Node):
            return render(arg, names, sizes, top=False)
        if isinstance(arg, tuple):
            return ast.List([made(one) for one in arg], ast.Load())
        if isinstance(arg, Varying):
            return sizes(arg)
        if arg is None or isinstance(arg, (bool, int, float)):
            return ast.parse(repr(arg), mode="eval").body
        raise Unrenderable(f"{node.op} of {arg!r}")

    if _turned(node):
        inner = made(node.args[0])
        if isinstance(inner, ast.Attribute) and inner.attr == "T":
            return inner.value
        return ast.Attribute(inner, "T", ast.Load())
    spell = _spread if node.op in SPREADS else _sliced if node.op == "slice" else _spelled
    return spell(node, made)


def _spelled(node: Node, made: Made) -> ast.expr:
    name, args = node.op.removesuffix(":0"), node.args
    if set(node.keywords) - {"dtype", "memory_format", "layout", "device", "pin_memory"}:
        raise Unrenderable(f"{name} with {sorted(node.keywords)}")
    if name in OPERATORS and len(args) == 2:  # noqa: PLR2004 - a binary operator
        return ast.BinOp(made(args[0]), OPERATORS[name](), made(args[1]))
    if name in COMPARISONS:
        return ast.Compare(made(args[0]), [COMPARISONS[name]()], [made(args[1])])
    if name in IN_STEPS:
        return _in_steps(IN_STEPS[name], [made(arg) for arg in args if _used(arg)])
    if name in {"sum", "mean", "amax", "amin", "logsumexp", "prod"}:
        return _reduction(name, args, made)
    if name in FUNCTIONS:
        function = ast.Attribute(ast.Name("torch", ast.Load()), name, ast.Load())
        return ast.Call(function, [made(arg) for arg in args], [])
    if hasattr(Tensor, name) and args and isinstance(args[0], Node):
        method = ast.Attribute(made(args[0]), name, ast.Load())
        return ast.Call(method, [made(arg) for arg in args[1:]], [])
    raise Unrenderable(f"there is no spelling for the operation `{name}`")


def _used(arg: Any) -> bool:
    return not isinstance(arg, torch.dtype)


def _turned(node: Node) -> bool:
    """Whether a node is the transpose of a matrix."""
    if node.value.dim() != 2:  # noqa: PLR2004 - a matrix
        return False
    swaps = node.op == "transpose" and {n % 2 for n in node.args[1:]} == {0, 1}
    return node.op == "t" or swaps or (node.op == "permute" and node.args[1] == (1, 0))


def _reduction(name: str, args: Sequence[Any], made: Made) -> ast.expr:
    method = ast.Attribute(made(args[0]), name, ast.Load())
    if len(args) == 1:
        return ast.Call(method, [], [])
    dims = args[1]
    where = made(dims[0] if isinstance(dims, tuple) and len(dims) == 1 else dims)
    kept = [ast.keyword("keepdim", ast.Constant(value=True))] if True in args[2:] else []
    return ast.Call(method, [where], kept)


def _spread(node: Node, made: Made) -> ast.expr:
    """A variance, a deviation or a norm along some axes."""
    name, args, given = node.op, list(node.args), dict(node.keywords)
    order = args.pop(1) if name == "linalg_vector_norm" and len(args) > 1 else 2
    dims = args[1] if len(args) > 1 else given.pop("dim", None)
    kept = len(args) > 2 or given.pop("keepdim", False)  # noqa: PLR2004 - it is the third
    correction = given.pop("correction", None)
    if order != 2 or any(one is not None for one in given.values()):  # noqa: PLR2004 - Euclid's
        raise Unrenderable(f"{name} with {sorted(given)}")
    words = [] if dims is None else [made(dims[0] if len(dims) == 1 else dims)]
    keywords = [ast.keyword("keepdim", ast.Constant(value=True))] if kept else []
    if correction is not None and correction != 1:
        keywords.insert(0, ast.keyword("correction", ast.Constant(correction)))
    if name != "linalg_vector_norm":
        return ast.Call(ast.Attribute(made(args[0]), name, ast.Load()), words, keywords)
    function = ast.parse("torch.linalg.vector_norm", mode="eval").body
    dim = [ast.keyword("dim", word) for word in words]
    return ast.Call(function, [made(args[0])], [*dim, *keywords])


def _sliced(node: Node, made: Made) -> ast.expr:
    """`x[:, 1:]`"""
    given = [*node.args, *(0, None, None, 1)[len(node.args) - 1 :]]
    value, axis, (start, end, step) = given[0], given[1], given[2:]
    bounds = [
        None if bound in outer else made(bound)
        for bound, outer in ((start, (None, 0)), (end, (None, LAST)), (step, (None, 1)))
    ]
    whole = [ast.Slice() for _ in range(axis % node.value.dim())]
    index = ast.Tuple([*whole, ast.Slice(*bounds)], ast.Load()) if whole else ast.Slice(*bounds)
    return ast.Subscript(made(value), index, ast.Load())


class _Fill(ast.NodeTransformer):
    def __init__(self, args: Sequence[ast.expr]) -> None:
        self._args = args

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._args[int(node.id[1:])] if node.id[0] == "_" else node


def _in_steps(pattern: str, args: Sequence[ast.expr]) -> ast.expr:
    tree = ast.parse(pattern.replace("$", "_"), mode="eval").body
    filled = _Fill(args).visit(tree)
    assert isinstance(filled, ast.expr)
    return filled
