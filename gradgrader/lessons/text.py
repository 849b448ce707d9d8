"""A derivation for the terminal, in its width."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

import sympy
from rich.text import Text

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.records import Derivation, Lesson, Way
from gradgrader.derivation.simplified import written
from gradgrader.lessons import _words as words
from gradgrader.lessons._entries import Entries
from gradgrader.lessons._matrix import beside, listed, matrix
from gradgrader.lessons.base import lesson_format
from gradgrader.report._printed import printed
from gradgrader.report.base import View

INDENT = "   "
ASCII = str.maketrans("⎡⎢⎣⎤⎥⎦×∂", "[[[]]]xd")
ZERO = re.compile(r"(?<![\w.·+*/-] )(?<![\w.(^-])0(?![\w.)])")
Lines = Iterator[Text]


@lesson_format
def text(made: Derivation, view: View) -> str:
    """A derivation for the terminal, in its width."""
    return printed(_Writing(view).all(made), view)


class _Writing:
    def __init__(self, view: View) -> None:
        self._view = view
        self._room = view.width - len(INDENT)

    def all(self, made: Derivation) -> Lines:
        yield Text(f"{made.title} ({made.id})", style="bold")
        yield from self._prose(f"With {words.sizes(made)}: {words.SIZES}.")
        for number, lesson in enumerate(made.lessons, 1):
            yield Text()
            yield from self._lesson(number, lesson)
        if made.chain is not None:
            yield Text()
            yield from self._chain(made)

    def _lesson(self, number: int, lesson: Lesson) -> Lines:
        write = Entries(lesson)
        forward = f"{number}. {lesson.result.name} = {written(lesson.forward)}"
        yield from (Text(line, style="bold") for line in self._wrapped(forward))
        if lesson.words:
            yield from self._prose(lesson.words)
        for value in (one for one in lesson.values if one.entries.shape):
            yield Text()
            yield from self._tensor(value.name, value.entries, write)
        yield Text()
        yield from self._tensor(lesson.result.name, lesson.computed, write)
        yield Text()
        yield from self._prose(words.arrives(lesson))
        if lesson.cotangent.entries.shape:
            yield from self._tensor(lesson.cotangent.name, lesson.cotangent.entries, write)
        for way in lesson.ways:
            yield Text()
            yield from self._way(lesson, way, write)

    def _way(self, lesson: Lesson, way: Way, write: Entries) -> Lines:
        by = way.value
        yield from self._prose(
            f"Jacobian by {by.name}, {words.about_jacobian(lesson, way)}", "bold"
        )
        cells = [[self._entry(write, entry) for entry in row] for row in way.jacobian]
        yield from self._cells("J", cells)
        if (place := words.example(way)) is not None:
            i, j = place
            entries = [self._entry(write, rows[i][j]) for rows in (way.defined, way.jacobian)]
            yield from self._prose(words.instance(lesson, way, entries, place))
        g = lesson.cotangent.name
        yield Text()
        yield from self._prose(f"Cotangent times Jacobian, flatten({g}) J:")
        flat = [self._entry(write, entry) for entry in way.product]
        yield from (self._line(line) for line in listed(flat, self._room - 3))
        yield Text()
        yield from self._prose(f"Unflattened, in the shape of {by.name}:")
        yield from self._tensor(way.gradient, Grid(by.entries.shape, way.product), write)
        yield Text()
        yield from self._prose("Without coordinates:")
        yield from self._code(f"{way.gradient} = {written(way.formula)}")

    def _chain(self, made: Derivation) -> Lines:
        assert made.chain is not None
        yield Text("All together", style="bold")
        yield from self._prose(words.from_end(made))
        yield Text()
        *lines, last = made.chain.source.rstrip().split("\n")
        notes = ["", *("  # added" if line.added else "" for line in made.chain.lines)]
        for line, note in zip(lines, notes, strict=True):
            yield from self._code(line, note)
        yield from self._code(last)
        yield Text()
        yield from self._prose(words.CONFIRMED)

    def _tensor(self, name: str, grid: Grid, write: Entries) -> Lines:
        """Matrices; one after the other where there are more than two axes."""
        *outer, columns = grid.shape or (1,)
        rows = outer[-1] if outer else 1
        cells = [self._entry(write, entry) for entry in grid.entries]
        table = [cells[i : i + columns] for i in range(0, len(cells), columns)]
        for number in range(0, len(table), rows):
            place = f"{name}[{number // rows}]" if len(outer) > 1 else name
            if not grid.shape:
                yield from self._code(f"{name} = {cells[0]}")
            else:
                yield from self._cells(place, table[number : number + rows])

    def _cells(self, name: str, cells: Sequence[Sequence[str]]) -> Lines:
        room = self._room - len(name) - 3
        widest = max(len(cell) for row in cells for cell in row)
        if widest > room - 4:
            for i, row in enumerate(cells):
                for j, cell in enumerate(row):
                    yield from self._code(f"{name}[{i}, {j}] = {cell}")
            return
        for number, block in enumerate(matrix(cells, room)):
            if number:
                yield from self._prose("and the columns that follow")
            for line in beside(name, block):
                yield self._line(line)

    def _entry(self, write: Entries, entry: sympy.Expr) -> str:
        return write.text(entry, ascii_only=self._view.ascii)

    def _line(self, line: str) -> Text:
        line = line.translate(ASCII) if self._view.ascii else line
        made = Text(INDENT + line)
        made.highlight_regex(ZERO, "dim")
        return made

    def _code(self, code: str, note: str = "") -> Lines:
        """A formula; what is too long goes on below, further in."""
        inner = " " * (len(code) - len(code.lstrip()))
        lines = textwrap.wrap(
            code.lstrip(),
            self._room,
            initial_indent=inner,
            subsequent_indent=f"{inner}    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(lines):
            last = number == len(lines) - 1 and len(line) + len(note) <= self._room
            yield Text(INDENT + line, style="cyan") + Text(note if last else "", style="dim")

    def _prose(self, sentence: str, style: str = "") -> Lines:
        for line in textwrap.wrap(sentence, self._room):
            yield Text(INDENT + (line.translate(ASCII) if self._view.ascii else line), style=style)

    def _wrapped(self, line: str) -> list[str]:
        return textwrap.wrap(
            line,
            self._view.width,
            subsequent_indent="       ",
            break_long_words=False,
            break_on_hyphens=False,
        )
