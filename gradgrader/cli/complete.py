"""What a shell offers at Tab; nothing that takes longer than `gradgrader list` is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from gradgrader.errors import GradgraderError

Offers = list[tuple[str, str]]
LEVELS = (
    ("auto", "what this machine offers"),
    ("full", "that or nothing"),
    ("process", "a process of its own"),
    ("none", "no isolation"),
)


def exercise_ids(ctx: typer.Context, incomplete: str) -> Offers:
    """Exercises, those of an `--exercises DIR` before it too; none where they can't be read."""
    from gradgrader.exercises.cache import load_cached
    from gradgrader.exercises.catalogue import roots

    more = [Path(one) for one in ctx.params.get("exercises") or ()]
    try:
        known = load_cached(roots(more))
    except GradgraderError:  # which the command itself will tell
        return []
    return _fitting(((one.id, one.title) for one in known), incomplete)


def parts(package: str) -> Callable[[str], Offers]:
    """Names of the parts of a package: formats, checks."""

    def offered(incomplete: str) -> Offers:
        from gradgrader.registry import part_names

        return _fitting(((name, "") for name in part_names(package)), incomplete)

    return offered


def isolation_levels(incomplete: str) -> Offers:
    """What `--isolation` takes."""
    return _fitting(LEVELS, incomplete)


def _fitting(offers: Iterable[tuple[str, str]], incomplete: str) -> Offers:
    return [(name, told) for name, told in offers if name.startswith(incomplete)]
