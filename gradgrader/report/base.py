"""A format: a Report to text, with whatever a submission wrote made harmless."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gradgrader.model.result import Location, Report, Status
from gradgrader.registry import Registry

Lines = Mapping[tuple[str | None, int | None], Sequence[str]]
Row = Callable[[str, Location], int | None]


def in_its_file(path: str, location: Location) -> int | None:
    """The line of a file that a location names; a cell's lines are not a file's."""
    del path
    return None if location.cell else location.line


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a report is to be shown.

    `sources` holds each submission's lines by (file, cell); `seconds`, where it isn't 0, stands for
    the time that the whole command took; `more` is how to ask for the next hint, of `most`. Paths
    for machines begin at the folder `base`; `row` is the line of the file at (path, location): a
    notebook's, where a location has a cell's. `ahead` is the exercise that comes next if all pass.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    verbose: bool = False
    quiet: bool = False
    sources: Mapping[str, Lines] = field(default_factory=dict)
    seconds: float = 0.0
    base: str = ""
    more: str = "--hints {}"
    most: int = 4
    row: Row = in_its_file
    ahead: str = ""

    def source(self, path: str, location: Location) -> str:
        """The line of the submission at `path` that `location` names; empty where there is none."""
        lines = self.sources.get(path, {}).get((location.file, location.cell), ())
        if location.line is None or not 0 < location.line <= len(lines):
            return ""
        return clean(lines[location.line - 1]).strip()


Format = Callable[[Report, View], str]


class Beside(Protocol):
    """A second text that belongs to a format, of at most so many bytes."""

    def __call__(self, report: Report, view: View, room: int, /) -> str: ...


FORMATS: Registry[Format] = Registry("gradgrader.report", "report format")
ROOM = 1 << 20  # bytes that GitHub shows of a step's summary
# what is to be added to files that variables of the environment name, by format
BESIDE: dict[str, dict[str, Beside]] = {}


def report_format(render: Format) -> Format:
    """Register a format under its module's name."""
    return FORMATS.add(_name(render), render)


def beside(variable: str, more: Beside) -> Callable[[Format], Format]:
    """Where the environment has `variable`, add `more` to the file that it names."""

    def keep(render: Format) -> Format:
        BESIDE.setdefault(_name(render), {})[variable] = more
        return render

    return keep


def _name(render: Format) -> str:
    return render.__module__.rpartition(".")[2].replace("_", "-")


def clean(text: str, *, lines: bool = False) -> str:
    """`text` without control characters, escape sequences and marks that turn the direction.

    It becomes one line, so that nothing looks like a line of ours, unless `lines` may stay.
    """
    plain = text.replace("\n", "") if lines else text
    if plain.isascii() and plain.isprintable():  # most is, and a class has a million characters
        return text
    text = (text if lines else " ".join(text.splitlines())).replace("\t", "    ")
    return "".join(
        char
        for char in text
        if char == "\n" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}
    )


def exit_code(report: Report) -> int:
    """0 all judged and passed, 1 something failed, 2 nothing could be judged."""
    if not any(submission.judged for submission in report.submissions):
        return 2
    return int(any(one.status is not Status.PASSED for one in report.submissions))
