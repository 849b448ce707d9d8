"""Small drawings as numbers: where their bars begin and how long they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP = 237, 56, 3  # of a histogram, in its own units


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle; `words` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    words: str = ""
    kind: str = ""


def histogram(spread: Sequence[int]) -> list[Bar]:
    """A bar for each bin; where somebody is, it can be seen."""
    most = max(spread, default=0) or 1
    step = (WIDTH + GAP) / len(spread)
    kinds = {0: "none", len(spread) - 1: "all"}
    bars: list[Bar] = []
    for number, (count, words) in enumerate(zip(spread, _shares(spread), strict=True)):
        height = max(2.0, HEIGHT * count / most) if count else 0.0
        kind = kinds.get(number, "part")
        x, width = round(number * step, 2), round(step - GAP, 2)
        bars.append(Bar(x, HEIGHT - height, width, height, f"{count}: {words}", kind))
    return bars


def told(spread: Sequence[int]) -> str:
    """A histogram in words."""
    pairs = zip(_shares(spread), spread, strict=True)
    return "; ".join(f"{words}: {count}" for words, count in pairs if count)


def _shares(spread: Sequence[int]) -> list[str]:
    """What each bin stands for."""
    part = 100 // (len(spread) - 2)
    between = (f"{n * part} to {(n + 1) * part} % of the points" for n in range(len(spread) - 2))
    return ["no points", *between, "all points"]


def stacked(parts: Iterable[tuple[str, int]]) -> list[Bar]:
    """Parts of a whole side by side, in percent of the width."""
    counts = [(kind, count) for kind, count in parts if count]
    total = sum(count for _, count in counts) or 1
    bars: list[Bar] = []
    at = 0.0
    for kind, count in counts:
        width = 100 * count / total
        bars.append(Bar(round(at, 3), 0, round(width, 3), 8, f"{count} {kind}", kind))
        at += width
    return bars
