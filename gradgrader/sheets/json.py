"""Everything, version 1: for machines; its schema is docs/schema/cohort.schema.json."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

import msgspec

from gradgrader.model.cohort import Asked, Cohort, Standing
from gradgrader.sheets.base import sheet

_NOT_ASCII = re.compile(r"[^\n\x20-\x7e]")
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A cohort as it is written; `version` is raised when a field changes meaning."""

    version: int = 1
    title: str
    gradgrader: str
    torch: str
    seed: int
    isolation: str
    when: str
    max_score: float
    exercises: tuple[Asked, ...]
    standings: tuple[Standing, ...]
    unknown: tuple[str, ...]


@sheet
def json(cohort: Cohort) -> dict[str, str]:
    """One file, indented; what moves a cursor or turns the direction of writing is escaped."""
    document = Document(
        title=cohort.title,
        gradgrader=cohort.gradgrader,
        torch=cohort.torch,
        seed=cohort.seed,
        isolation=cohort.isolation,
        when=cohort.when,
        max_score=cohort.max_score,
        exercises=cohort.exercises,
        standings=cohort.standings,
        unknown=cohort.unknown,
    )
    content = msgspec.json.encode(_spelled(msgspec.to_builtins(document)))
    text = msgspec.json.format(content, indent=2).decode()
    return {"grades.json": _NOT_ASCII.sub(_escaped, text) + "\n"}


def json_schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    schema = msgspec.json.schema(Document)
    schema["$defs"]["Document"]["properties"]["version"] = {"const": 1}
    return schema


def _spelled(value: Any) -> Any:
    r"""`value` with halves of characters, which JSON can't hold, spelled out: `\udce9`."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _spelled(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_spelled(one) for one in value]
    return value


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if unicodedata.category(char) not in _INVISIBLE:
        return char
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
