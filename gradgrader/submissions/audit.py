"""What is asked of a Function that answers no exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gradgrader.submissions.source import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The Function by name, and for each argument of its forward what an exercise file would say.

    `plain` are arguments that are no tensors; `reference` is a text that defines what the Function
    is held against (its own forward, if there is none); of a `surrogate` the gradient is not that
    of forward by design.
    """

    function: str
    inputs: Mapping[str, Mapping[str, Any]]
    plain: Mapping[str, Any]
    inplace: bool = False
    surrogate: bool = False
    reference: Submission | None = None
