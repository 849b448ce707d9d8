"""A sheet: a Cohort to files, with whatever students wrote made harmless."""

from __future__ import annotations

from typing import Protocol

from gradgrader.model.cohort import Cohort
from gradgrader.registry import Registry


class Sheet(Protocol):
    """A format of a cohort."""

    def __call__(self, cohort: Cohort, /) -> dict[str, str]:
        """The content of each file, by its name; `/` in a name is a folder."""
        ...


SHEETS: Registry[Sheet] = Registry("gradgrader.sheets", "sheet")


def sheet(render: Sheet) -> Sheet:
    """Register a format under its module's name."""
    return SHEETS.add(render.__module__.rpartition(".")[2].replace("_", "-"), render)
