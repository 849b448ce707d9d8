"""A learner's exception as a message."""

from __future__ import annotations

import traceback

from gradgrader.sandbox.messages import Raised
from gradgrader.sandbox.records import Frame, RawGradient

MAX_FRAMES = 8


def told(
    error: BaseException, units: frozenset[str], raw: list[RawGradient] | None = None
) -> Raised:
    """An exception as words, with the frames that are the learner's own."""
    frames = [
        Frame(unit=code.co_filename, line=line or 1, function=code.co_name[:200])
        for code, line in (
            (frame.f_code, line) for frame, line in traceback.walk_tb(error.__traceback__)
        )
        if code.co_filename in units
    ]
    if isinstance(error, SyntaxError) and error.filename in units:
        frames.append(Frame(unit=error.filename, line=error.lineno or 1, function="<syntax>"))
    try:
        message = str(error)
    except BaseException:  # noqa: BLE001 - a learner's __str__ may raise anything
        message = "(its message can't be printed)"
    return Raised(
        type=type(error).__name__[:200],
        message=message[:4000],
        frames=frames[-MAX_FRAMES:],
        raw=raw,
    )
