"""All exercises as a page in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradgrader.cli.show import shapes
from gradgrader.model.exercise import Exercise

HEAD = """# Exercises

Made by `gradgrader exercise docs`. Each is [a folder](exercises.md); `gradgrader show ID` tells one
of them whole."""
COLUMNS = ("exercise", "title", "formula", "shapes", "difficulty", "minutes", "builds on")


def page(exercises: Sequence[Exercise]) -> str:
    """A table for each group, in the order of the list."""
    groups = dict.fromkeys(one.group for one in exercises)
    parts = [
        "\n".join(_table([one for one in exercises if one.group == group])) for group in groups
    ]
    titled = [f"## {group}\n\n{part}" for group, part in zip(groups, parts, strict=True)]
    return "\n\n".join([HEAD, *titled]) + "\n"


def _table(exercises: Sequence[Exercise]) -> Iterator[str]:
    yield _row(COLUMNS)
    yield "|---|---|---|---|---|---|---|"
    for one in exercises:
        yield _row(
            (
                f"`{one.id}`",
                one.title,
                one.formula,
                shapes(one),
                f"{one.difficulty} of 5" if one.difficulty else "",
                str(one.minutes or ""),
                ", ".join(f"`{name}`" for name in one.after),
            )
        )


def _row(cells: Sequence[str]) -> str:
    """Cells in which nothing ends the cell."""
    escaped = (" ".join(cell.replace("|", "\\|").split()) for cell in cells)
    return f"| {' | '.join(escaped)} |"
