"""What a submission consists of, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gradgrader.model.result import Location, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A text that runs as a whole: a file, or one cell; `name` is what tracebacks call it.

    Units with the same `space` share their names, as the cells of a notebook do; the space of a
    file is what other files import it as.
    """

    name: str
    source: str
    space: str = "submission"
    file: str | None = None
    cell: int | None = None

    def at(self, line: int | None, end_line: int | None = None) -> Location:
        return Location(line=line, end_line=end_line, cell=self.cell, file=self.file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Units in the order in which they run, and the modules beside them that they may import."""

    path: str
    units: tuple[Unit, ...]
    modules: Mapping[str, Unit] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def unit(self, name: str) -> Unit | None:
        """The unit or module that tracebacks call `name`."""
        known = (*self.units, *self.modules.values())
        return next((unit for unit in known if unit.name == name), None)


def statement_line(unit: Unit, number: int) -> int | None:
    """The line on which a unit's top-level statement begins."""
    import ast  # noqa: PLC0415 - only when something stopped

    try:
        return ast.parse(unit.source).body[number].lineno
    except (SyntaxError, IndexError, ValueError):
        return None
