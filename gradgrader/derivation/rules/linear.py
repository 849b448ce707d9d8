"""Linear operations: their entries are found by trying them on one entry after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sympy
import torch

from gradgrader.derivation.grid import Grid, number
from gradgrader.derivation.render import LAST
from gradgrader.derivation.rules.base import Back, Call, Entries, rule, summed
from gradgrader.derivation.trace import Node


def linear(name: str) -> Entries:
    """Entries of an operation that is linear in one argument."""

    def entries(call: Call, grids: Mapping[str, Grid]) -> Grid:
        one = grids[name]
        columns = [torch_result(call, {name: unit}) for unit in _units(one)]
        return _combined(call, [(col, (e,)) for col, e in zip(columns, one.entries, strict=True)])

    return entries


def bilinear(left: str, right: str) -> Entries:
    """Entries of an operation that is linear in each of two arguments."""

    def entries(call: Call, grids: Mapping[str, Grid]) -> Grid:
        one, other = grids[left], grids[right]
        terms = [
            (torch_result(call, {left: unit, right: another}), (a, b))
            for a, unit in zip(one.entries, _units(one), strict=True)
            for b, another in zip(other.entries, _units(other), strict=True)
            if a != 0 and b != 0
        ]
        return _combined(call, terms)

    return entries


def torch_result(call: Call, values: Mapping[str, torch.Tensor]) -> torch.Tensor:
    """What torch's own operation makes of these values, its other arguments as in the trace."""
    given = {
        name: values.get(name, one.value if isinstance(one, Node) else one)
        for name, one in call.given.items()
    }
    positional = [a.name for a in call.node.made_by._schema.arguments if not a.kwarg_only]  # noqa: SLF001 - see `called`
    named = {name: one for name, one in given.items() if name not in positional}
    result: torch.Tensor = call.node.made_by(*(given[name] for name in positional), **named)
    return result


def _units(grid: Grid) -> list[torch.Tensor]:
    """Tensors of its shape with a single 1."""
    every = torch.eye(len(grid.entries), dtype=torch.float64)
    return [row.reshape(grid.shape) for row in every]


def _combined(call: Call, terms: Sequence[tuple[torch.Tensor, tuple[sympy.Expr, ...]]]) -> Grid:
    sums: list[list[sympy.Expr]] = [[] for _ in range(call.node.value.numel())]
    for column, factors in terms:
        for place, weight in enumerate(column.flatten().tolist()):
            if weight:
                sums[place].append(sympy.Mul(number(weight), *factors))
    return Grid(tuple(call.node.value.shape), tuple(sympy.Add(*parts) for parts in sums))


def axes(call: Call, name: str = "self") -> list[int]:
    """The axes that a reduction goes over, none negative."""
    count, dims = len(call.shape(name)), call.given.get("dim")
    if dims is None or dims in ((), []):
        return list(range(count))
    return sorted(dim % count for dim in (dims if isinstance(dims, (tuple, list)) else [dims]))


def restored(call: Call, what: str = "g") -> str:
    """A value in the shape of a reduction's result, with the axes that were reduced kept."""
    if call.given.get("keepdim") or not call.node.value.dim():
        return what
    last = len(call.shape("self")) - 1
    for axis in axes(call):
        what += f".unsqueeze({-1 if axis == last else axis})"
    return what


def spread(call: Call) -> str:
    """What comes back to each of the entries that were added up."""
    return f"{restored(call)}.expand_as(self)"


def count(call: Call) -> str:
    """How many entries a reduction goes over, in words of shapes."""
    over = axes(call)
    if len(over) == len(call.shape("self")):
        return "self.numel()"
    return " * ".join(f"self.shape[{axis}]" for axis in over)


def _undone(call: Call) -> str:
    """An order of axes turned round."""
    dims: Any = call.given["dims"]
    order = [dim % len(dims) for dim in dims]
    if order == [1, 0]:
        return "g.T"
    return f"g.permute({', '.join(str(order.index(axis)) for axis in range(len(order)))})"


def _transposed(call: Call) -> str:
    return "g.T" if call.node.value.dim() == 2 else "g.transpose(dim0, dim1)"  # noqa: PLR2004 - a matrix


for _name in ("view", "_unsafe_view", "unsqueeze", "squeeze"):
    rule(_name, linear("self"), light=True, self="g.reshape_as(self)")
rule("t", linear("self"), light=True, self="g.T")
rule("transpose", linear("self"), light=True, self=_transposed)
rule("permute", linear("self"), light=True, self=_undone)
rule("flip", linear("self"), self="g.flip(dims)")
rule("roll", linear("self"), self=lambda call: f"g.roll({-call.given['shifts'][0]}, dims)")
rule("expand", linear("self"), light=True, self=lambda call: summed(call, "self", "g"))
rule("sum", linear("self"), self=spread)
rule(
    "mean",
    linear("self"),
    self=lambda call: f"({restored(call)} / ({count(call)})).expand_as(self)",
)
rule("cumsum", linear("self"), self="g.flip(dim).cumsum(dim).flip(dim)")
rule("tril", linear("self"), self="g.tril(diagonal)")
rule("triu", linear("self"), self="g.triu(diagonal)")


def _scattered(call: Call) -> str:
    start, end, step = (call.given[name] for name in ("start", "end", "step"))
    words = "dim, start" if start else "dim"
    if end != LAST:
        words += ", end=end"
    if step != 1:
        words += ", step=step"
    return f"torch.zeros_like(self).slice_scatter(g, {words})"


_TAKEN_OUT: dict[str, Back] = {  # zeros but where something was taken out
    "select": "torch.zeros_like(self).select_scatter(g, dim, index)",
    "slice": _scattered,
}
rule(
    "index_select",
    linear("self"),
    self="torch.zeros_like(self).index_add(dim, index, g)",
    index="",
)
rule(
    "gather",
    linear("self"),
    self="torch.zeros_like(self).scatter_add(dim, index, g)",
    index="",
)
for _name, _back in _TAKEN_OUT.items():
    rule(_name, linear("self"), light=True, self=_back)
