"""What is drawn of a wrong gradient; small enough to travel with every grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Matrix = tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Jacobian:
    """A wrong block: how each entry of an output moves with each entry of an input.

    Rows are the entries of the output and columns those of the input, both in the order of memory;
    `inputs` say where, as nested lists. What is not finite is null. `pattern` names for machines
    what is wrong with all of it, `words` for people, where that is certain.
    """

    output: str
    input: str
    output_shape: tuple[int, ...]
    input_shape: tuple[int, ...]
    inputs: Mapping[str, Any]
    expected: Matrix
    returned: Matrix
    pattern: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taylor:
    """What the linear approximation leaves after each step, and how fast that shrinks.

    A right gradient has rate 2: half the step, a quarter of the remainder; a wrong one has 1.
    """

    steps: tuple[float, ...]
    remainders: tuple[float | None, ...]
    rate: float
