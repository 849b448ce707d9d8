"""The statements of a forward, those in the rounds of its loops too."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence


def in_rounds(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement that may name a value or return it."""
    for statement in body:
        if isinstance(statement, ast.For):
            yield from in_rounds(statement.body)
        else:
            yield statement
