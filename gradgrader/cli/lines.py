"""Watching in a pipe: a line for each save, and one for each change."""

from __future__ import annotations

import sys
from typing import Self

from gradgrader.cli.sight import Sight
from gradgrader.cli.view import terminal
from gradgrader.report.base import FORMATS


class Lines:
    """Prints a save when everything about it has been asked."""

    keys = False

    def __init__(self) -> None:
        self._told: object = None
        self._notice = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing has to be put back."""

    def show(self, sight: Sight) -> None:
        """Print what was not printed before."""
        if sight.notice and sight.notice != self._notice:
            sys.stderr.write(f"gradgrader: warning: {sight.notice}\n")
        self._notice = sight.notice
        if sight.report is None or not sight.whole or sight.report is self._told:
            return
        self._told = sight.report
        line = FORMATS["rich"](sight.report, terminal(quiet=True))
        sys.stdout.write(f"{sight.saved} {line}")
        for change in sight.changes or ():
            sys.stdout.write(f"  {change}\n")
        sys.stdout.flush()
