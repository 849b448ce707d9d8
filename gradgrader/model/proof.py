"""What proving an exercise found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How a proof ended, or how bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    TODO = "todo"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What is wrong, and where: a file within the exercise's folder, and a line of it.

    `text` is shown as it stands, such as a diff.
    """

    level: Level
    message: str
    file: str = ""
    line: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A proof's answer, or a part of it.

    `counts` are added up over the parts, and told after the number: `solution passes|solutions
    pass` for one and for several; `share` is told as a percentage. A proof that has much to do
    answers with the `parts` of its work, which are then done side by side. `level` is that of an
    answer without findings.
    """

    words: str = ""
    level: Level = Level.OK
    counts: Mapping[str, int] = field(default_factory=dict)
    share: tuple[int, int] = (0, 0)
    findings: tuple[Finding, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One proof of one exercise, in a sentence."""

    proof: str
    level: Level
    words: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """All that was proved of one exercise, and how long it took."""

    exercise: str
    title: str
    folder: str
    rows: tuple[Row, ...]
    seconds: float = 0.0

    @property
    def level(self) -> Level:
        """The worst of its proofs."""
        return worst([row.level for row in self.rows])


def worst(levels: Sequence[Level]) -> Level:
    """The gravest of them."""
    return max(levels, key=list(Level).index, default=Level.OK)
