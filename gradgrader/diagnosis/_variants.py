"""Other forwards that one might write for this one: edits of the exercise's own reference."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from torch import Tensor

from gradgrader.exercises.call import compile_reference
from gradgrader.exercises.reference import Oracle
from gradgrader.model.exercise import Exercise

ACTIVATIONS = (
    "tanh",
    "sigmoid",
    "relu",
    "softmax",
    "exp",
    "sin",
    "erf",
    "softplus",
    "silu",
    "gelu",
)
CALLS = {
    "softmax": "torch.softmax({}, -1)",
    "softplus": "torch.nn.functional.softplus({})",
    "silu": "torch.nn.functional.silu({})",
    "gelu": "torch.nn.functional.gelu({})",
    "softsign": "torch.nn.functional.softsign({})",
    "hard tanh": "torch.nn.functional.hardtanh({})",
    "causal": "torch.tril({})",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A reference with one thing changed; `words` say what, as in "forward looks as if ..."."""

    words: str
    source: str


def variants(exercise: Exercise) -> Iterator[Variant]:
    """Each edit of the reference that is a mistake with a name; none where it has no text."""
    if exercise.function is not None:
        return
    tree = ast.parse(f"def reference():\n{_indented(exercise.reference)}")
    nodes = list(ast.walk(tree))
    assigned = [n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    for place, node in enumerate(nodes):
        for words, new in (*_edits(node, exercise), *_returned(node, nodes, assigned)):
            changed = copy.deepcopy(tree)
            _put(changed, list(ast.walk(changed))[place], new)
            body = ast.unparse(ast.Module(changed.body[0].body, []))  # type: ignore[attr-defined]
            yield Variant(words, body)


def outputs(oracle: Oracle, source: str, inputs: tuple[Tensor, ...]) -> list[Tensor]:
    """What the changed reference returns; nothing where it raises."""
    call = compile_reference(replace(oracle.exercise, reference=source))
    try:
        result = call(*oracle.arguments(inputs))
    except Exception:  # noqa: BLE001 - an edit need not make sense
        return []
    values = result if isinstance(result, tuple) else (result,)
    return [value.detach() for value in values if isinstance(value, Tensor)]


def _indented(source: str) -> str:
    return "".join(f"    {line}\n" for line in source.split("\n"))


def _edits(node: ast.AST, exercise: Exercise) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="torch"), attr=name), args=[inner, *_]):
            yield from _other_function(name, inner)
        case ast.Call(func=ast.Attribute(value=inner, attr="transpose" | "t")):
            yield f"`{ast.unparse(inner)}` were not transposed", inner
        case ast.Attribute(value=inner, attr="T" | "mT"):
            yield f"`{ast.unparse(inner)}` were not transposed", inner
        case ast.BinOp(left=left, op=ast.MatMult(), right=right):
            for side, other in ((left, right), (right, left)):
                turned = _parsed(f"({ast.unparse(side)}).mT")
                pair = (turned, other) if side is left else (other, turned)
                words = f"`{ast.unparse(side)}` were transposed in `{ast.unparse(node)}`"
                yield words, ast.BinOp(pair[0], ast.MatMult(), pair[1])
            yield from _scaled(node, exercise)


def _returned(
    node: ast.AST, nodes: Sequence[ast.AST], assigned: Sequence[str]
) -> Iterator[tuple[str, ast.expr]]:
    """Another tensor that is made on the way, instead of an output."""
    returns = [one.value for one in nodes if isinstance(one, ast.Return)]
    shown = [n for value in returns for n in getattr(value, "elts", [value])]
    if isinstance(node, ast.Name) and any(node is one for one in shown):
        for name in dict.fromkeys(assigned):
            if name != node.id:
                yield f"`{name}` were returned instead of `{node.id}`", ast.Name(name, ast.Load())


def _other_function(name: str, inner: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    yield f"`{name}` were left out", inner
    text = ast.unparse(inner)
    for other in (*ACTIVATIONS, "softsign", "hard tanh"):
        if other != name:
            call = CALLS.get(other, f"torch.{other}({{}})").format(text)
            yield f"`{name}` were {other}", _parsed(call)
    for half, words in ((0.5, "half"), (2.0, "twice")):
        yield (
            f"`{name}` were taken of {words} its argument",
            _parsed(f"torch.{name}({half} * ({text}))"),
        )
    yield f"`{name}` were taken twice", _parsed(f"torch.{name}(torch.{name}({text}))")
    yield (
        f"a causal mask hid what is above the diagonal of `{name}`",
        _parsed(f"torch.tril(torch.{name}({text}))"),
    )
    yield (
        f"a causal mask hid what is above the diagonal before `{name}`",
        _parsed(f"torch.{name}(torch.tril({text}))"),
    )


def _scaled(node: ast.BinOp, exercise: Exercise) -> Iterator[tuple[str, ast.expr]]:
    """A product divided by a size, or by its root, as softmax attention does."""
    text = ast.unparse(node)
    for spec in exercise.inputs:
        for axis, words in zip(range(len(spec.shape)), ("rows", "columns"), strict=False):
            size = f"{spec.name}.shape[{axis}]"
            name = f"number of {words} of `{spec.name}`"
            yield (
                f"`{text}` were divided by the square root of the {name}",
                _parsed(f"({text}) / {size} ** 0.5"),
            )
            yield f"`{text}` were divided by the {name}", _parsed(f"({text}) / {size}")


def _parsed(source: str) -> ast.expr:
    return ast.parse(source, mode="eval").body


class _Replace(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.expr) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.old else super().generic_visit(node)


def _put(tree: ast.Module, old: ast.AST, new: ast.expr) -> None:
    _Replace(old, new).visit(tree)
    ast.fix_missing_locations(tree)
