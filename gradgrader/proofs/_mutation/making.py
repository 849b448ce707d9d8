"""Every distinct one-step mutant of a source."""

from __future__ import annotations

import ast
import difflib
import itertools
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gradgrader.proofs._mutation.places import KINDS, end, places, start


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A wrong version of a solution; `id` is exercise/solution/line/kind/number."""

    id: str
    exercise: str
    kind: str
    diff: str
    source: str


def mutants_of(source: str, exercise: str, solution: str) -> list[Mutant]:
    """Every distinct one-step mutant of a source with an autograd.Function."""
    tree = ast.parse(source)
    seen, count, found = {_read(source)}, Counter[str](), []
    for kind, make in KINDS.items():
        for place in places(tree):
            for node, text in make(place):
                changed = _spliced(source, node, text)
                if changed is None or _read(changed) in seen:
                    continue
                seen.add(_read(changed))
                key = f"{exercise}/{solution}/{start(node)[0]}/{kind}"
                count[key] += 1
                found.append(
                    Mutant(
                        id=f"{key}/{count[key]}",
                        exercise=exercise,
                        kind=kind,
                        diff=_diff(source, changed),
                        source=changed,
                    )
                )
    return sorted(found, key=lambda mutant: int(mutant.id.split("/")[2]))


def _spliced(source: str, node: Any, text: str) -> str | None:
    """The source with other text for a node, in parentheses if it needs them; None if invalid."""
    text = _tidy(text)
    bare = [text[1:-1]] if text.startswith("(") else []
    *shorter, safe = (_replaced(source, node, one) for one in (*bare, text, f"({text})"))
    meant = _read(safe)
    if not meant:  # a statement
        return shorter[-1] if _read(shorter[-1]) else None
    return next((one for one in shorter if _read(one) == meant), safe)


def _tidy(text: str) -> str:
    """An expression or a statement as one would write it."""
    try:
        tree: ast.AST = ast.parse(text, mode="eval")
    except SyntaxError:
        tree = ast.parse(text)
    return ast.unparse(tree).replace("'", '"')


def _replaced(source: str, node: Any, text: str) -> str:
    lines = source.encode().splitlines(keepends=True)
    (first, left), (last, right) = start(node), end(node)
    before = b"".join(lines[: first - 1]) + lines[first - 1][:left]
    after = lines[last - 1][right:] + b"".join(lines[last:])
    return (before + text.encode() + after).decode()


@lru_cache(maxsize=8)
def _read(source: str) -> str:
    """The syntax tree of a text; empty if it does not compile."""
    try:
        tree = ast.parse(source)
        compile(tree, "mutant", "exec")
    except SyntaxError:
        return ""
    return ast.dump(tree)


def _diff(before: str, after: str) -> str:
    """A unified diff without context and without names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(itertools.islice(lines, 2, None))
