"""The statements of a forward, those in the rounds of its loops too; and the last round alone."""

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


def last_round(body: Sequence[ast.stmt]) -> list[ast.stmt]:
    """The same statements, with all that a round takes over from the one before for constants.

    What is solved by going on until nothing moves has its whole derivative in the last round.
    """
    return [_alone(one) if isinstance(one, ast.For) else one for one in body]


def _alone(loop: ast.For) -> ast.For:
    cut = [ast.parse(f"{name} = {name}.detach()").body[0] for name in sorted(_handed_on(loop))]
    return ast.For(loop.target, loop.iter, [*cut, *loop.body], loop.orelse)


def _handed_on(loop: ast.For) -> set[str]:
    """Names that a round reads before it gives them their values."""
    made, found = set[str](), set[str]()
    for statement in loop.body:
        names = [one for one in ast.walk(statement) if isinstance(one, ast.Name)]
        found |= {one.id for one in names if isinstance(one.ctx, ast.Load)} - made
        made |= {one.id for one in names if isinstance(one.ctx, ast.Store)}
    return found & made
