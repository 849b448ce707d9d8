"""Keys that are pressed in a terminal, each by itself and unseen."""

from __future__ import annotations

import os
import sys
import termios
import threading
import tty
from collections.abc import Callable
from typing import Self

CHUNK = 64
ARROWS = {"\x1b[A": "up", "\x1b[B": "down", "\x1bOA": "up", "\x1bOB": "down"}
SUSPEND = 6  # of what termios tells, the list of control characters


class Keys(threading.Thread):
    """Calls `pressed` with each key; a context manager that gives the terminal back as it was.

    Ctrl-C still interrupts; Ctrl-Z does nothing, which would leave a full screen half alive.
    """

    def __init__(self, pressed: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self._pressed = pressed
        self._terminal = sys.stdin.fileno()

    def __enter__(self) -> Self:
        self._before = termios.tcgetattr(self._terminal)
        tty.setcbreak(self._terminal)
        now = termios.tcgetattr(self._terminal)
        now[SUSPEND][termios.VSUSP] = b"\0"
        termios.tcsetattr(self._terminal, termios.TCSANOW, now)
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        termios.tcsetattr(self._terminal, termios.TCSAFLUSH, self._before)

    def run(self) -> None:
        """Until the terminal is gone."""
        while True:
            try:
                text = os.read(self._terminal, CHUNK).decode("utf-8", "replace")
            except OSError:
                text = ""
            if not text:
                self._pressed("q")
                return
            for key in [ARROWS[text]] if text in ARROWS else text:
                self._pressed(key)
