"""Sizes for named dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import cycle, islice

PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23)


def default_sizes(dims: Sequence[str], contract: Iterable[tuple[str, ...]]) -> list[dict[str, int]]:
    """Distinct primes, others the other way round, and all 3; what the contract ties is one."""
    classes: list[set[str]] = [{dim} for dim in dims]
    for group in contract:
        joined = [one for one in classes if one & set(group)]
        at = classes.index(joined[0])
        classes = [one for one in classes if one not in joined]
        classes.insert(at, set().union(*joined))
    count = len(classes)
    primes, turned = list(islice(cycle(PRIMES), count)), list(islice(cycle(PRIMES[1:]), count))
    return [
        {dim: size for one, size in zip(classes, sizes, strict=True) for dim in one}
        for sizes in (primes, turned[::-1], [3] * count)
    ]


def tied(sizes: Mapping[str, int], contract: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """`sizes` with those that the contract ties to them."""
    full = dict(sizes)
    for _ in contract:  # a chain of groups needs as many rounds as it has links
        for group in contract:
            size = next((full[dim] for dim in group if dim in full), None)
            if size is not None:
                full = {**dict.fromkeys(group, size), **full}
    return full
