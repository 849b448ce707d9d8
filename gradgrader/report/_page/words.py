"""Numbers and texts as pages and sheets write them."""

from __future__ import annotations

from typing import Any

from gradgrader.report.base import clean

_LONGEST = 2000


def rounded(value: float) -> float:
    """Points as they are written: whole ones as whole numbers, others to four places."""
    close = round(float(value), 4)
    return int(close) if close.is_integer() else close


def near(value: float | None) -> float | None:
    """Points as people read them: to two places."""
    return None if value is None else rounded(round(value, 2))


def bounded(text: str, longest: int = _LONGEST) -> str:
    """`text`, or its beginning and how much more there is."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]}… ({len(text) - longest} more characters)"


def cleaned(value: Any) -> Any:
    """`value` with every text in it made harmless; their lines stay."""
    match value:
        case str():
            return clean(value, lines=True)
        case list() | tuple():
            return [cleaned(one) for one in value]
        case dict():
            return {name: cleaned(one) for name, one in value.items()}
        case _:
            return value
