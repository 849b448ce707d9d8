"""A generated class is as large as asked, mixed, and no two hand-ins are alike."""

from __future__ import annotations

import ast
import re

from generated import BANKS, MALFORMED, SHARES, generated, original

SIZE = 120


def shape(source: str) -> str:
    """The tree without names of variables: what edits must not change."""
    return re.sub(r"Name\(id='\w+'", "Name(", ast.dump(ast.parse(source)))


def test_edits_change_nothing_that_counts() -> None:
    """The same tree with other names; what a seed makes, it makes again."""
    made = list(generated(SIZE, 5))
    renamed = 0
    for one in made:
        if one.kind in {"right", "wrong"}:
            source = original(one.base)
            assert shape(one.content.decode()) == shape(source)
            renamed += ast.dump(ast.parse(one.content)) != ast.dump(ast.parse(source))

    assert renamed > SIZE / 10
    assert made == list(generated(SIZE, 5))


def test_kinds_and_contents() -> None:
    """Shares hold, every content is unique, and names say what it is."""
    made = list(generated(SIZE, 5))

    assert len({one.content for one in made}) == len({one.name for one in made}) == SIZE
    for kind, share in SHARES.items():
        mine = [one for one in made if one.kind == kind]
        assert len(mine) == SIZE * share / 100
        known = len(BANKS[kind]) if kind in BANKS else len(MALFORMED)
        assert len({one.base for one in mine}) == min(len(mine), known)
        assert all(f"-{kind}-" in one.name for one in mine)
