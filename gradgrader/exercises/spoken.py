"""What forward takes, in one line: `x: n d, w: d positive, index: n below d, eps = 1e-5`."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, get_args

from gradgrader.errors import GradgraderError
from gradgrader.exercises.fields import Domain

EXAMPLE = "for example: 'x: n d, w: d positive, index: n below d, eps = 1e-5'"


def spoken(text: str) -> dict[str, dict[str, Any]]:
    """For each argument what an exercise file would say of it; raises GradgraderError.

    `name: dimensions`, then a domain, or `below` and what the whole numbers stay below; or
    `name = value` for a plain value.
    """
    found: dict[str, dict[str, Any]] = {}
    for part in text.split(","):
        name, spec = _one(part.strip())
        if name in found:
            raise GradgraderError(f"inputs: `{name}` is named twice")
        found[name] = spec
    return found


def _one(part: str) -> tuple[str, dict[str, Any]]:
    name, colon, rest = (word.strip() for word in part.partition(":"))
    if colon:
        return name, _tensor(rest.split())
    name, equals, value = (word.strip() for word in part.partition("="))
    if not equals:
        raise GradgraderError(
            f"inputs: `{part}` is neither `name: shape` nor `name = value`", hint=EXAMPLE
        )
    try:
        return name, {"values": [ast.literal_eval(value)]}
    except (ValueError, SyntaxError) as error:
        raise GradgraderError(
            f"inputs: `{value}` is no plain value of Python's", hint=EXAMPLE
        ) from error


def _tensor(words: list[str]) -> dict[str, Any]:
    if len(words) > 1 and words[-2] == "below":
        return {"shape": " ".join(words[:-2]), "below": words[-1]}
    if words and words[-1] in get_args(Domain):
        return {"shape": " ".join(words[:-1]), "domain": words[-1]}
    return {"shape": " ".join(words)}


def named(inputs: str | Mapping[str, Any]) -> dict[str, Any]:
    """The same, of what may be written out already."""
    return spoken(inputs) if isinstance(inputs, str) else dict(inputs)
