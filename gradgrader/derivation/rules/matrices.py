"""Inverses, linear systems and determinants: small ones, so that their entries can be read."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.rules.base import Call, rule


def _matrix(grid: Grid) -> sympy.Matrix:
    return sympy.Matrix(*grid.shape, grid.entries)


def _grid(matrix: sympy.Matrix) -> Grid:
    return Grid(tuple(matrix.shape), tuple(matrix))


def _inverse(call: Call, grids: Mapping[str, Grid]) -> Grid:  # noqa: ARG001 - as all entries are asked for
    return _grid(_matrix(grids["A"]).inv(method="ADJ"))


def _solution(call: Call, grids: Mapping[str, Grid]) -> Grid:  # noqa: ARG001 - as above
    return _grid(_matrix(grids["A"]).inv(method="ADJ") * _matrix(grids["B"]))


def _log_of_size(call: Call, grids: Mapping[str, Grid]) -> Grid:  # noqa: ARG001 - as above
    determinant = _matrix(grids["A"]).det(method="berkowitz")
    return Grid((), (sympy.log(determinant**2) / 2,))  # its slope knows of no sign, as it should be


rule("linalg_inv_ex", _inverse, A="-y.T @ g @ y.T")
rule(
    "_linalg_solve_ex",
    _solution,
    A="-torch.linalg.solve(A.T, g) @ y.T",
    B="torch.linalg.solve(A.T, g)",
)
rule("_linalg_slogdet:1", _log_of_size, A="g * torch.linalg.inv(A).T")
