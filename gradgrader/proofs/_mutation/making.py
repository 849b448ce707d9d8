"""Every distinct one-step mutant of a source."""

from __future__ import annotations

import ast
import difflib
import itertools
from collections import Counter
from dataclasses import dataclass
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
    seen, count, found = {ast.dump(tree)}, Counter[str](), []
    for kind, make in KINDS.items():
        for place in places(tree):
            for node, text in make(place):
                changed = _spliced(source, node, text)
                if changed is None or (dump := ast.dump(ast.parse(changed))) in seen:
                    continue
                seen.add(dump)
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
    if not _compiles(safe):  # a statement
        return shorter[-1] if _compiles(shorter[-1]) else None
    meant = ast.dump(ast.parse(safe))
    fitting = (one for one in shorter if _compiles(one) and ast.dump(ast.parse(one)) == meant)
    return next(fitting, safe)


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


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


def _diff(before: str, after: str) -> str:
    """A unified diff without context and without names of files."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(itertools.islice(lines, 2, None))
