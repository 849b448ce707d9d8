"""Notebooks, nbformat 3 and 4, as units: one for each code cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.magics import Effort, plain
from gradgrader.submissions.source import Unit
from gradgrader.submissions.text import newlines, well_formed

MAX_CELLS = 2000
_NO_NOTEBOOK = "is no notebook: {}"
_LINE_SHOWN = 80


def cells(text: str, path: str, file: str | None, name: str) -> tuple[list[Unit], list[Problem]]:
    """Code cells in order, numbered among all cells, and a note for each line that was skipped.

    Raises UnreadableSubmission where `text` is no notebook.
    """
    units: list[Unit] = []
    notes: list[Problem] = []
    effort = Effort()
    for number, cell in enumerate(cells_of(text, path), 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        if len(units) == MAX_CELLS:
            notes.append(_too_many(file))
            break
        source = source_of(cell)
        python, skipped = plain(newlines(well_formed(source or "")), effort)
        unit = Unit(
            name=f"{name}[cell {number}]", source=python, space=name, file=file, cell=number
        )
        units.append(unit)
        notes += [_magic(line, unit, at) for at, line in skipped]
        if source is None:
            message = "the source of this cell is no text, so the cell was taken to be empty"
            hint = "open the notebook in Jupyter and save it again"
            notes.append(
                Problem(code="notebook", message=message, location=unit.at(None), hint=hint)
            )
    return units, notes


def _magic(line: str, unit: Unit, at: int) -> Problem:
    shown = line if len(line) <= _LINE_SHOWN else f"{line[: _LINE_SHOWN - 1]}…"
    return Problem(
        code="magic-skipped",
        message=f"`{shown}` is for a notebook's own shell, and was skipped",
        location=unit.at(at),
    )


def _too_many(file: str | None) -> Problem:
    place = Unit(name="", source="", file=file).at(None)
    message = f"has more than {MAX_CELLS} code cells; the first {MAX_CELLS} were read"
    return Problem(code="too-many", message=message, location=place)


def source_of(cell: Mapping[str, Any]) -> str | None:
    """A cell's text, which Jupyter saves as a list of lines; None where it is anything else."""
    raw = cell.get("source", cell.get("input", ""))  # nbformat 3 says input
    if isinstance(raw, str):
        return raw
    if isinstance(raw, list) and all(isinstance(line, str) for line in raw):
        return "".join(raw)
    return None


def cells_of(text: str, path: str = "") -> list[Any]:
    """All cells; raises UnreadableSubmission about `path` where `text` is no notebook."""
    try:
        book = json.loads(text, parse_int=float)  # an int of a thousand digits would be refused
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        reason = (
            "it is nested too deep"
            if isinstance(error, RecursionError)
            else f"its JSON breaks off ({getattr(error, 'msg', error)})"
        )
        raise UnreadableSubmission(
            _NO_NOTEBOOK.format(reason),
            path=path,
            code="notebook",
            line=line,
            hint="download or export it again; an .ipynb is JSON, not Python",
        ) from error
    if isinstance(book, dict) and isinstance(book.get("cells"), list):
        return list(book["cells"])
    sheets = book.get("worksheets") if isinstance(book, dict) else None
    if isinstance(sheets, list) and all(_is_sheet(sheet) for sheet in sheets):
        return [cell for sheet in sheets for cell in sheet.get("cells", [])]
    raise UnreadableSubmission(
        _NO_NOTEBOOK.format("it has no cells"),
        path=path,
        code="notebook",
        hint="a notebook is what Jupyter saves as .ipynb",
    )


def _is_sheet(sheet: object) -> bool:
    return isinstance(sheet, dict) and isinstance(sheet.get("cells", []), list)
