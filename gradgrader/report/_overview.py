"""One line for each exercise: what is right at a glance."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradgrader.model.result import FINE, CheckResult, Grade, Status
from gradgrader.report._marks import NONE, NOTE, RIGHT, WRONG, mark, verdict
from gradgrader.report.base import clean

COLUMNS = ("forward", "gradients", "gradcheck", "2nd order")
NARROW = 72


def overview(grades: Sequence[Grade], width: int) -> RenderableType:
    """The table of a submission's grades; where a name would be broken, a few lines for each.

    A place is enough to find a Function by: its name is left out first.
    """
    for named in (True, False):
        table = _table(grades, named=named)
        if width >= NARROW and _columns(table) <= width:
            return table
    return Group(*map(_lines, grades))


def _columns(table: Table) -> int:
    """How many it takes if nothing is wrapped."""
    console = Console(width=1000)
    return Measurement.get(console, console.options, table).maximum


def _table(grades: Sequence[Grade], *, named: bool) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("")
    table.add_column("exercise", overflow="fold")
    table.add_column("found in", overflow="fold")
    for name in COLUMNS:
        table.add_column(name, justify="center", overflow="fold")
    table.add_column("points", justify="right", overflow="fold")
    for grade in grades:
        title = Text(grade.exercise, style="bold")
        place = _place(grade) if named else Text(clean(str(grade.location)), style="dim")
        table.add_row(mark(verdict(grade)), title, place, *cells(grade), points(grade))
    return table


def _lines(grade: Grade) -> RenderableType:
    title = Text.assemble(mark(verdict(grade)), " ", (grade.exercise, "bold"), "  ", points(grade))
    words = Text()
    for name, mark_ in zip(COLUMNS, cells(grade), strict=True):
        words.append(" · " if words else "").append(f"{name} ").append_text(mark_)
    return Group(title, Padding(Group(_place(grade), words), (0, 0, 0, 2)))


def _place(grade: Grade) -> Text:
    return Text(f"{clean(str(grade.location))}  ", style="dim").append(clean(grade.function))


def cells(grade: Grade) -> tuple[Text, ...]:
    forward, gradcheck = grade.check("forward"), grade.check("gradcheck")
    return cell(forward), _gradients(grade), cell(gradcheck), _second(grade)


def points(grade: Grade) -> str:
    return f"{grade.score:.3g}/{grade.max_score:.3g}"


def cell(result: CheckResult | None) -> Text:
    """A check's mark: a failure that only advises is a note."""
    if result is None or result.status is Status.SKIPPED:
        return mark(NONE)
    if result.status is Status.PASSED:
        return mark(RIGHT)
    return mark(WRONG if result.required else NOTE)


def _gradients(grade: Grade) -> Text:
    judged = [b for b in grade.blocks if b.status is not Status.SKIPPED]
    if not judged:
        return cell(grade.check("gradients"))
    right = sum(b.status is Status.PASSED for b in judged)
    style = "green" if right == len(judged) else "bold red"
    return Text(f"{right} of {len(judged)}", style=style)


def _second(grade: Grade) -> Text:
    """The worse of our own check and gradgradcheck; `1st` where no second order is offered."""
    own, torchs = grade.check("second-order"), grade.check("gradgradcheck")
    if own is not None and own.code == "refused":
        return Text("1st", style="bold red" if own.required else "yellow")
    failed = [r for r in (own, torchs) if r and r.status not in FINE]
    if failed:
        return mark(WRONG if any(r.required for r in failed) else NOTE)
    return cell(own)
