"""Versions of a submission as they come in on a pipe: the newest counts."""

from __future__ import annotations

import os
from collections.abc import Iterator

CHUNK = 1 << 16


class Saves:
    """Lines from a descriptor, read without a buffer: what has not been taken can still be seen."""

    def __init__(self, source: int) -> None:
        self._source = source
        self._rest = b""
        self._count = 0

    def job(self) -> bytes:
        """The first line; empty where there is none."""
        lines = self._read()
        while lines is not None and not lines:
            lines = self._read()
        return lines[0] if lines else b""

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """Number and line of the newest version, until there are no more; others are left out."""
        while (lines := self._read()) is not None:
            self._count += len(lines)
            if lines and not self._rest:
                yield self._count - 1, lines[-1]

    def _read(self) -> list[bytes] | None:
        """Whole lines, as many as there are; None at the end."""
        chunk = os.read(self._source, CHUNK)
        if not chunk:
            return None
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        return lines
