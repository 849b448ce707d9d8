"""A derivation in Markdown, its formulas in LaTeX as GitHub and Jupyter show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gradgrader.derivation.grid import Grid
from gradgrader.derivation.records import Derivation, Lesson, Value, Way
from gradgrader.derivation.simplified import written
from gradgrader.lessons import _words as words
from gradgrader.lessons._entries import Entries
from gradgrader.lessons._latex import Formulas, entry_name
from gradgrader.lessons.base import lesson_format
from gradgrader.report.base import View

SIGNS = (
    "`⊙` multiplies entry by entry, as `*` does in torch; fractions and powers of matrices are"
    " meant entry by entry too. A subscript of sum or mean is the axis that it goes along, and n"
    " with a subscript counts the entries along an axis."
)


@lesson_format
def markdown(made: Derivation, _: View) -> str:
    """A derivation in Markdown, its formulas in LaTeX as GitHub and Jupyter show them."""
    formulas = _formulas(made)
    parts = [f"# {made.title}", f"With {words.sizes(made)}: {words.SIZES}. {SIGNS}"]
    for number, lesson in enumerate(made.lessons, 1):
        parts += _lesson(number, lesson, formulas)
    if made.chain is not None:
        parts += _chain(made, formulas)
    return "\n\n".join(parts) + "\n"


def _lesson(number: int, lesson: Lesson, formulas: Formulas) -> Iterator[str]:
    write = Entries(lesson)
    name = lesson.result.name
    yield f"## {number}. `{name} = {written(lesson.forward)}`"
    if lesson.words:
        yield lesson.words.strip()
    yield _shown(f"{formulas.name(name)} = {formulas.latex(lesson.forward)}")
    for value in (one for one in lesson.values if one.entries.shape):
        yield _tensor(formulas.name(value.name), value.entries, write)
    yield _tensor(formulas.name(name), lesson.computed, write)
    yield words.arrives(lesson)
    if lesson.cotangent.entries.shape:
        yield _tensor(formulas.name(lesson.cotangent.name), lesson.cotangent.entries, write)
    for way in lesson.ways:
        yield from _way(lesson, way, formulas, write)


def _way(lesson: Lesson, way: Way, formulas: Formulas, write: Entries) -> Iterator[str]:
    by, g = way.value, lesson.cotangent.name
    yield f"### What comes back for {by.name}"
    size = words.jacobian_size(lesson, way)
    yield f"The Jacobian by {by.name}, {size}, has in row i and column j"
    of, below = (_indexed(v, None) for v in (lesson.result, by))
    yield _shown(f"\\frac{{\\partial {of}_{{i}}}}{{\\partial {below}_{{j}}}}")
    yield _shown(f"J = {_matrix([[write.latex(e) for e in row] for row in way.jacobian])}")
    if (place := words.example(way)) is not None:
        i, j = place
        above, below = (_indexed(v, n) for v, n in ((lesson.result, i), (by, j)))
        equal = " = ".join(write.latex(rows[i][j]) for rows in (way.defined, way.jacobian))
        yield f"It is written with entries of {lesson.result.name}, which backward can save:"
        yield _shown(f"\\frac{{\\partial {above}}}{{\\partial {below}}} = {equal}")
    yield f"Cotangent times Jacobian, `flatten({g})` times J, one entry below the other:"
    yield _shown(_matrix([[write.latex(entry)] for entry in way.product]))
    yield f"Unflattened, in the shape of {by.name}:"
    yield _tensor(formulas.name(way.gradient), Grid(by.entries.shape, way.product), write)
    yield "Without coordinates:"
    yield _shown(f"{formulas.name(way.gradient)} = {formulas.latex(way.formula)}")
    yield _code([f"{way.gradient} = {written(way.formula)}"])


def _chain(made: Derivation, formulas: Formulas) -> Iterator[str]:
    assert made.chain is not None
    yield "## All together"
    yield words.from_end(made)
    lines = (
        f"{formulas.name(line.name)} &= {formulas.latex(line.formula)}" for line in made.chain.lines
    )
    yield _shown("\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}")
    *lines_, last = made.chain.source.rstrip().split("\n")
    notes = ["", *("  # added" if line.added else "" for line in made.chain.lines)]
    yield _code([*(line + note for line, note in zip(lines_, notes, strict=True)), last])
    yield words.CONFIRMED


def _formulas(made: Derivation) -> Formulas:
    values = [*made.inputs, *(lesson.result for lesson in made.lessons)]
    gradients = {lesson.cotangent.name: lesson.result.name for lesson in made.lessons}
    gradients |= {way.gradient: way.value.name for lesson in made.lessons for way in lesson.ways}
    matrices = {value.name for value in values if len(value.entries.shape) > 1}
    return Formulas(matrices, gradients)


def _tensor(name: str, grid: Grid, write: Entries) -> str:
    """A matrix; several where there are more than two axes."""
    *outer, columns = grid.shape or (1,)
    rows = outer[-1] if outer else 1
    cells = [write.latex(entry) for entry in grid.entries]
    table = [cells[i : i + columns] for i in range(0, len(cells), columns)]
    if not grid.shape:
        return _shown(f"{name} = {cells[0]}")
    blocks = []
    for number in range(0, len(table), rows):
        place = f"{name}[{number // rows}]" if len(outer) > 1 else name
        blocks.append(_shown(f"{place} = {_matrix(table[number : number + rows])}"))
    return "\n\n".join(blocks)


def _matrix(cells: Sequence[Sequence[str]]) -> str:
    rows = " \\\\\n".join(" & ".join(row) for row in cells)
    return f"\\begin{{bmatrix}}\n{rows}\n\\end{{bmatrix}}"


def _indexed(value: Value, number: int | None) -> str:
    return entry_name(value.name, number if value.entries.shape else None)


def _shown(formula: str) -> str:
    return f"$$\n{formula}\n$$"


def _code(lines: Sequence[str]) -> str:
    return "\n".join(["```python", *lines, "```"])
