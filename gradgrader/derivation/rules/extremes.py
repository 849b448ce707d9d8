"""The largest and the smallest along axes: what comes back is shared by the entries that tie."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.rules.base import Call, Entries, rule
from gradgrader.derivation.rules.linear import axes, restored


def _most(of: type[sympy.Expr]) -> Entries:
    """`of` all the entries that a reduction goes over, for each entry of its result."""

    def entries(call: Call, grids: Mapping[str, Grid]) -> Grid:
        grid, over = grids["self"], axes(call)
        left = [axis for axis in range(len(grid.shape)) if axis not in over]
        shape = tuple(call.node.value.shape)
        rows = grid.places.permute(*left, *over).reshape(call.node.value.numel(), -1)
        return Grid(shape, tuple(of(*(grid.entries[i] for i in row)) for row in rows.tolist()))

    return entries


def _shared(call: Call) -> str:
    """What comes back, times 1 by how many there are at the places of those."""
    most = f"(self == {restored(call, 'y')})"
    return f"{restored(call)} * {most} / {most}.sum(dim, keepdim=True)"


rule("amax", _most(sympy.Max), self=_shared)
rule("amin", _most(sympy.Min), self=_shared)
