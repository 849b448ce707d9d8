"""What is wrong with a Jacobian as a whole, seen in two draws of the inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.exercises.tolerance import largest

NEAR = 1e-9
Pair = tuple[Tensor, Tensor]  # what is right, and what came back


@dataclass(frozen=True, slots=True)
class Named:
    """An output or input: its name and shape."""

    name: str
    shape: tuple[int, ...]

    def rows(self) -> Iterator[tuple[str, Tensor]]:
        """Each part along the first axis: its name, and which of the entries are in it."""
        count = self.shape[0] if self.shape else 0
        size = torch.Size(self.shape).numel()
        for number in range(count if count > 1 else 0):
            inside = torch.arange(size) // (size // count) == number
            yield f"`{self.name}[{number}]`", inside

    def turned(self) -> Tensor | None:
        """The order of entries after a transpose, where that has the same shape."""
        if len(self.shape) != 2 or self.shape[0] != self.shape[1] or self.shape[0] < 2:  # noqa: PLR2004 - a matrix
            return None
        size = torch.Size(self.shape).numel()
        return torch.arange(size).reshape(self.shape).T.flatten()


def far(one: Tensor, other: Tensor) -> bool:
    """Whether they differ by more than rounding."""
    return not largest(one - other) <= NEAR * max(largest(one), largest(other))


def named(pairs: Sequence[Pair], output: Named, of: Named) -> tuple[str, str]:
    """A name for machines and words for people, or two empty ones: nothing is guessed."""
    finite = all(bool(returned.isfinite().all()) for _, returned in pairs)
    if not finite or not all(bool(right.any()) for right, _ in pairs):
        return "", ""
    found = (one for pattern in PATTERNS for one in pattern(pairs, output, of))
    return next(found, ("", ""))


def _holds(pairs: Sequence[Pair], made: Callable[[Tensor], Tensor]) -> bool:
    """Whether what came back is just what `made` makes of what is right."""
    return all(not far(made(right), returned) for right, returned in pairs)


def _plain(pairs: Sequence[Pair], output: Named, of: Named) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - a pattern's signature
    if not any(bool(returned.any()) for _, returned in pairs):
        yield "zero", "yours is 0 everywhere"
    if _holds(pairs, torch.neg):
        yield "negative", "yours has the opposite sign everywhere"
    factors = [float((a * b).sum() / a.square().sum()) for a, b in pairs]
    if abs(factors[0]) > NEAR and _holds(pairs, lambda right: factors[0] * right):
        yield "factor", f"yours is {factors[0]:.6g} times the right one"


def _transposed(pairs: Sequence[Pair], output: Named, of: Named) -> Iterator[tuple[str, str]]:
    inside, outside = of.turned(), output.turned()
    if inside is not None and _holds(pairs, lambda right: right[:, inside]):
        yield (
            "transposed",
            f"transposed: column `{of.name}[i,j]` is the right one of `{of.name}[j,i]`",
        )
    if outside is not None and _holds(pairs, lambda right: right[outside]):
        yield (
            "transposed",
            f"transposed: row `{output.name}[i,j]` is the right one of `{output.name}[j,i]`",
        )
    right = pairs[0][0]
    if right.shape[0] == right.shape[1] and _holds(pairs, lambda right: right.T):
        yield "transposed", "yours is the right one, transposed"


def _one_row(pairs: Sequence[Pair], output: Named, of: Named) -> Iterator[tuple[str, str]]:
    """One row of a tensor is all that there is, or all that lacks."""
    for words, inside in of.rows():
        if _holds(pairs, lambda right, inside=inside: right * inside):  # type: ignore[misc]
            yield "one-row", f"only {words} gets a gradient, a right one"
        if _holds(pairs, lambda right, inside=inside: right * ~inside):  # type: ignore[misc]
            yield "row-missing", f"{words} gets no gradient, the rest is right"
    for words, inside in output.rows():
        rows = inside.unsqueeze(1)
        if _holds(pairs, lambda right, rows=rows: right * rows):  # type: ignore[misc]
            yield "one-row", f"only what comes in at {words} counts, and rightly"
        if _holds(pairs, lambda right, rows=rows: right * ~rows):  # type: ignore[misc]
            yield "row-missing", f"what comes in at {words} is lost, the rest is right"


def _diagonal(pairs: Sequence[Pair], output: Named, of: Named) -> Iterator[tuple[str, str]]:  # noqa: ARG001 - a pattern's signature
    right = pairs[0][0]
    if right.shape[0] != right.shape[1] or len(right) < 2:  # noqa: PLR2004 - one entry has no rest
        return
    on = torch.eye(len(right), dtype=torch.bool)
    if _holds(pairs, lambda right: right * ~on):
        yield "diagonal-missing", "the diagonal is missing, the rest is right"
    if _holds(pairs, lambda right: right * on):
        yield "only-diagonal", "only the diagonal is there, and right"
    rest = [(a * ~on, b * ~on) for a, b in pairs]
    every = all(bool((a.diag() - b.diag()).abs().gt(NEAR * largest(a)).all()) for a, b in pairs)
    if every and bool(rest[0][0].any()) and not any(far(*one) for one in rest):
        yield "diagonal", "all but the diagonal is right"


PATTERNS = (_plain, _transposed, _one_row, _diagonal)
