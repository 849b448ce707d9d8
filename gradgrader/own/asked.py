"""What pytest's options ask of every assertion; nothing is imported, for pytest starts with it."""

from __future__ import annotations

from dataclasses import dataclass

LEVELS = range(3)  # further ones try other versions of the code, in a worker


@dataclass(slots=True)
class Asked:
    """How much an assertion explains."""

    hints: int = 1


ASKED = Asked()
