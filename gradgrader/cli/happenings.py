"""What can happen while a file is watched, beside what the grader tells."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A key was pressed."""

    name: str


class Look:
    """The file may have changed."""


class Resized:
    """The terminal has another size."""


@dataclass(frozen=True, slots=True)
class Over:
    """The grader has ended."""

    error: Exception | None


Happening = Key | Look | Resized | Over


@contextmanager
def signals(happens: Callable[[Happening], None]) -> Iterator[None]:
    """The terminal's size, and an orderly end where the system or the terminal asks for it."""
    wanted: dict[signal.Signals, Happening] = {
        signal.SIGWINCH: Resized(),
        signal.SIGTERM: Key("q"),
        signal.SIGHUP: Key("q"),
    }
    before = {
        number: signal.signal(number, lambda *_, what=what: happens(what))
        for number, what in wanted.items()
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
