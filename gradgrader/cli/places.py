"""Where paths for machines begin, and where a notebook's file has the lines of its cells."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from gradgrader.errors import UnreadableSubmission
from gradgrader.model.result import Location
from gradgrader.report.base import Row, in_its_file

# what GitHub Actions and GitLab call the folder of a checkout
TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def top() -> str:
    """The folder of the checkout as CI names it, else that of the repository, else this one."""
    here = Path.cwd()
    for variable in TOPS:
        if (said := os.environ.get(variable)) and here.is_relative_to(Path(said).resolve()):
            return str(Path(said).resolve())
    folders = (here, *here.parents)
    return str(next((one for one in folders if (one / ".git").exists()), here))


def rows_in(paths: Mapping[str, Path]) -> Row:
    """Lines of the files that were graded, by what a report calls each submission."""
    known: dict[Path, dict[int, list[int]]] = {}

    def row(name: str, location: Location) -> int | None:
        if location.cell is None or location.line is None or name not in paths:
            return in_its_file(name, location)
        path = paths[name]
        file = path / location.file if location.file else path
        if file not in known:
            known[file] = _rows(file)
        lines = known[file].get(location.cell, [])
        return lines[location.line - 1] if 0 < location.line <= len(lines) else None

    return row


def _rows(file: Path) -> dict[int, list[int]]:
    """Empty where the file is not what was graded any more, or lies in an archive."""
    from gradgrader.submissions.rows import rows

    try:
        return rows(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, UnreadableSubmission):
        return {}
