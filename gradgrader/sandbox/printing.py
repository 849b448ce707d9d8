"""What a submission prints: kept up to a bound, and counted beyond it."""

from __future__ import annotations

import io


class Bounded(io.TextIOBase):
    """A text stream that writes the first `limit` bytes to a descriptor and drops the rest.

    Printing without end must neither fill a disk nor raise inside a learner's forward.
    """

    encoding = "utf-8"

    def __init__(self, descriptor: int, limit: int) -> None:
        super().__init__()
        self._file = io.FileIO(descriptor, "w", closefd=False)
        self._left = limit

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._file.fileno()

    def write(self, text: str) -> int:
        if self._left > 0:
            content = text.encode("utf-8", "replace")[: self._left]
            self._left -= len(content)
            self._file.write(content)
        return len(text)
