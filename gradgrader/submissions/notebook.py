"""Notebooks, nbformat 3 and 4, as units: one for each code cell."""

from __future__ import annotations

import json
from typing import Any

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Problem
from gradgrader.submissions.magics import plain
from gradgrader.submissions.source import Unit
from gradgrader.submissions.text import newlines

_NO_NOTEBOOK = "is no notebook: {}"


def cells(text: str, path: str, file: str | None, name: str) -> tuple[list[Unit], list[Problem]]:
    """Code cells in order, numbered among all cells, and a note for each line that was skipped.

    Raises UnreadableSubmission where `text` is no notebook.
    """
    units, notes = [], []
    for number, cell in enumerate(_all_cells(text, path), 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        raw = cell.get("source", cell.get("input", ""))  # nbformat 3 says input
        source = "".join(map(str, raw)) if isinstance(raw, list) else str(raw)
        python, skipped = plain(newlines(source))
        unit = Unit(
            name=f"{name}[cell {number}]", source=python, space=name, file=file, cell=number
        )
        units.append(unit)
        notes += [
            Problem(
                code="magic-skipped",
                message=f"`{line}` is for a notebook's own shell, and was skipped",
                location=unit.at(at),
            )
            for at, line in skipped
        ]
    return units, notes


def _all_cells(text: str, path: str) -> list[Any]:
    try:
        book = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise UnreadableSubmission(
            _NO_NOTEBOOK.format(f"its JSON breaks off ({getattr(error, 'msg', 'too deep')})"),
            path=path,
            code="notebook",
            line=line,
            hint="download or export it again; an .ipynb is JSON, not Python",
        ) from error
    if isinstance(book, dict) and isinstance(book.get("cells"), list):
        return list(book["cells"])
    sheets = book.get("worksheets") if isinstance(book, dict) else None
    if isinstance(sheets, list) and all(isinstance(sheet, dict) for sheet in sheets):
        return [cell for sheet in sheets for cell in sheet.get("cells", [])]
    raise UnreadableSubmission(
        _NO_NOTEBOOK.format("it has no cells"),
        path=path,
        code="notebook",
        hint="a notebook is what Jupyter saves as .ipynb",
    )
