"""Heat maps of wrong blocks and the plot of the Taylor rate, in signs that need no colour."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from gradgrader.model.picture import Jacobian
from gradgrader.model.result import Grade
from gradgrader.report._marks import WRONG, mark
from gradgrader.report._plot import plot
from gradgrader.report._shades import Map, breaks, entries, maps
from gradgrader.report.base import View, clean

SIGNS = {-2: "−−", -1: " −", 0: " ·", 1: " +", 2: "++", None: " ?"}
# blue and yellow are told apart by everybody who sees colours at all
SHADES = {
    -2: "bold white on blue",
    -1: "bright_blue",
    0: "dim",
    1: "yellow",
    2: "bold black on yellow",
    None: "red",
}
INSET, APART, LABEL = 2, 3, 12
CELLS = (3, 2)  # columns that an entry takes, if there is room


def pictures(grade: Grade, view: View) -> Iterator[RenderableType]:
    """All that there is to see of a grade."""
    for one in grade.jacobians:
        yield Padding(_jacobian(one, view), (0, 0, 1, INSET))
    if grade.taylor is not None:
        yield Padding(plot(grade.taylor, view.width - INSET), (0, 0, 1, INSET))


def _jacobian(one: Jacobian, view: View) -> Text:
    """Three maps side by side where there is room, else one below the other."""
    output, of = clean(one.output), clean(one.input)
    text = Text(f"d {output} / d {of}", style="bold")
    text.append(f": a row for each entry of {output}, a column for each of {of}", "not bold dim")
    if one.words:
        text.append("\n").append_text(mark(WRONG)).append(f" {clean(one.words)}", style="not bold")
    labels = _labels(output, one)
    for group in _arranged(one, len(labels[0]), view):
        width = max(len(line) for lines in group for line in lines)
        fits = len(labels[0]) + width <= view.width - INSET
        for label, parts in zip(labels, zip(*group, strict=True), strict=True):
            text.append("\n").append(label if fits else "", style="not bold dim")
            for number, part in enumerate(parts):
                text.append(" " * (APART if number else 0), style="not bold").append_text(part)
                text.append(" " * (width - len(part)), style="not bold")
    return text.append("\n").append_text(_legend(one, view))


def _arranged(one: Jacobian, label: int, view: View) -> list[list[list[Text]]]:
    """The maps in rows of three or of one, as wide as can be."""
    room = view.width - INSET - label
    for side in (3, 1):
        for cell in CELLS:
            drawn = [_map(each, one, cell, view) for each in maps(one)]
            width = max(len(line) for lines in drawn for line in lines)
            if side * width + (side - 1) * APART <= room:
                return [drawn[at : at + side] for at in range(0, len(drawn), side)]
    return [[lines] for lines in drawn]


def _labels(output: str, one: Jacobian) -> list[str]:
    """Names of rows, under an empty one for the title; without the tensor's if that is long."""
    names = entries(output, one.output_shape)
    if max(map(len, names)) > LABEL:
        names = entries("", one.output_shape)
    longest = max(map(len, names))
    return [" " * (longest + 1), *(name.ljust(longest + 1) for name in names)]


def _map(one: Map, of: Jacobian, cell: int, view: View) -> list[Text]:
    """A title and a line for each row; between the rows of the input is a gap."""
    gaps = breaks(of.input_shape)
    lines = [Text(f" {one.title}", style="not bold dim")]
    for row in one.values:
        line = Text(style="not bold")
        for gap, value in zip(gaps, row, strict=True):
            level = one.level(value)
            sign = SIGNS[level].replace("·", ".") if view.ascii else SIGNS[level]
            line.append(" " if gap else "").append(sign.rjust(cell), style=SHADES[level])
        lines.append(line)
    return lines


def _legend(one: Jacobian, view: View) -> Text:
    """What the signs stand for."""
    right, _, off = maps(one)
    scale = f"+ − to {right.top / 2:.2g}, ++ −− to {right.top:.2g}"
    scale += f"; difference: to {off.top / 2:.2g} and {off.top:.2g}"
    return Text(f"{'.' if view.ascii else '·'} 0, {scale}", style="not bold dim")
