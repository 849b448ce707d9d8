"""Rows to CSV that no spreadsheet takes for a program."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from gradgrader.report._page.words import rounded
from gradgrader.report.base import clean

Cell = str | float | None
_FORMULA = {"=", "+", "-", "−", "@"}


def cell(value: Cell) -> str | float:
    """What is written, on one line; text that would be a formula gets an apostrophe before it.

    A full-width sign counts as the plain one, which some spreadsheets make of it.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return rounded(value)
    text = clean(value)
    start = unicodedata.normalize("NFKC", text).lstrip()[:1]
    return f"'{text}" if start in _FORMULA else text


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """CSV with commas, in quotes what needs them."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([cell(value) for value in row] for row in [header, *rows])
    return file.getvalue()
