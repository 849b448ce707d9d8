"""What an autograder is to do, as its zip holds it."""

from __future__ import annotations

from pathlib import Path

import msgspec

NAME = "settings.json"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exercises by id, and options of `check`; the seed is drawn at each run if it is None."""

    gradgrader: str
    exercises: tuple[str, ...]
    strict: bool = False
    hints: int = 1
    seed: int | None = None
    timeout: float = 10.0
    isolation: str = "auto"


def encoded(settings: Settings) -> bytes:
    """For a file."""
    return msgspec.json.format(msgspec.json.encode(settings), indent=2) + b"\n"


def read(folder: Path) -> Settings:
    """Those in an unpacked zip; raises OSError or msgspec.MsgspecError."""
    return msgspec.json.decode((folder / NAME).read_bytes(), type=Settings)
