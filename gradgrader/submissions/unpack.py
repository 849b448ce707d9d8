"""What zip and tar have in common once they are open: members, and how much may come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gradgrader.model.result import Problem
from gradgrader.submissions.found import MAX_ALL, too_much

CHUNK = 64 << 10


class TooMuch(Exception):
    """There is more in the archive than is read; `problem` says of what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Allowance:
    """How many bytes may still come out, counted as they do."""

    def __init__(self) -> None:
        self._left = MAX_ALL

    def spend(self, size: int) -> None:
        """Note `size` bytes more; raises TooMuch."""
        self._left -= size
        if self._left < 0:
            raise TooMuch(too_much())


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An entry of an archive, unread.

    `kind` says in words what it is, if it is neither a file nor a folder; `refused` why its content
    can't be had. `alone` means that the rest can be read even if this one is damaged. `chunks` must
    be called before the next member is asked for.
    """

    name: str
    size: int
    chunks: Callable[[], Iterator[bytes]]
    alone: bool
    folder: bool = False
    kind: str = ""
    refused: str = ""
    code: str = ""
    hint: str = ""
