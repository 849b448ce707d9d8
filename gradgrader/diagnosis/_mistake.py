"""A mistake in a derivation, and the whole backward that makes it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gradgrader.diagnosis._joint import Joint


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: its code, how far-fetched it is, its step, what it is about, and the result.

    In the `rounds` of a loop it may be one of several that make the same numbers.
    """

    code: str
    cost: float
    step: str
    about: str
    source: str
    rounds: bool = False


def written(derived: Joint, changed: Mapping[int, str], more: Sequence[str] = ()) -> str:
    """The derived backward with other formulas in some of its steps, and more lines at its end."""
    lines = [
        f"    {step.name} = {changed.get(index, step.formula)}"
        for index, step in enumerate(derived.steps)
    ]
    arguments = [*derived.traced.traces[0].named]
    arguments += [f"g{name}" for name in derived.traced.exercise.outputs]
    end = f"    return {', '.join(derived.returned)}"
    lines += [f"    {line}" for line in more]
    return "\n".join([f"def backward({', '.join(arguments)}):", *lines, end, ""])


def late(
    derived: Joint, number: int, tree: ast.expr, arrives: Callable[[ast.AST], bool]
) -> Iterator[Mistake]:
    """A factor that is not multiplied in where it belongs, but into a gradient at the end."""
    match tree:
        case ast.BinOp(left=comes, op=ast.Mult(), right=slope) if arrives(comes):
            if arrives(slope):
                return
            about, step = ast.unparse(slope), derived.steps[number].name
            for end in {*derived.returned} - {step, "None"}:
                more = [f"{end} = {end} * ({about})"]
                source = written(derived, {number: ast.unparse(comes)}, more)
                yield Mistake("factor-late", 1.7, step, about, source)
