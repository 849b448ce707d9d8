"""A class on one screen: how it went, what goes wrong most, who makes the same mistake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from gradgrader.model.cohort import Cohort
from gradgrader.report._marks import plural
from gradgrader.report._page.words import rounded
from gradgrader.report._printed import printed
from gradgrader.report.base import View, clean
from gradgrader.sheets._counted import (
    Cluster,
    Mistake,
    Went,
    clusters,
    reasons,
    together,
    ungradable,
    went,
)
from gradgrader.sheets._found import MISSING, UNGRADED, status
from gradgrader.sheets.base import sheet

MOST = 6
NAMES = 5
BARS = "▁▂▃▄▅▆▇█"
PARTS = ("0", "<¼", "<½", "<¾", "<1", "all")
WIDE = 72  # columns that the distribution of points needs


@sheet
def summary(cohort: Cohort) -> dict[str, str]:
    """One file, 80 columns wide."""
    return {"summary.txt": summarised(cohort, View())}


def summarised(cohort: Cohort, view: View) -> str:
    """The same for a terminal."""
    return printed(_parts(cohort, view), view)


def _parts(cohort: Cohort, view: View) -> Iterator[RenderableType]:
    yield _heading(cohort)
    yield Text()
    if cohort.exercises and any(standing.report for standing in cohort.standings):
        yield _exercises(went(cohort), together(cohort), view)
        yield Text()
    if found := reasons(cohort):
        yield from _section("What goes wrong most", map(_mistake, found[:MOST]), len(found))
    if alike := clusters(cohort):
        yield from _section("The same mistake", map(_cluster, alike[:MOST]), len(alike))
    if people := list(_people(cohort)):
        yield _grid(people)
        yield Text()
    yield _last(cohort)


def _heading(cohort: Cohort) -> Text:
    made = (
        plural(len(cohort.standings), "student"),
        plural(len(cohort.exercises), "exercise"),
        f"isolation {cohort.isolation}",
        f"seed {cohort.seed}",
    )
    heading = Text(clean(cohort.title), style="bold")
    return heading.append(" · " + " · ".join(made), style="not bold dim")


def _exercises(found: Sequence[Went], whole: Went, view: View) -> Table:
    """How each exercise and the whole went; the last columns count by share of the points."""
    wide = view.width >= WIDE
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="dim")
    table.add_column("exercise", style="bold")
    for name in ("right", "answered", "mean", "of"):
        table.add_column(name, justify="right")
    for name in PARTS if wide else ():
        table.add_column(name, justify="right")
    for one in (*found, whole) if len(found) > 1 else found:
        mean = "–" if one.mean is None else f"{one.mean:.2f}"
        cells = (str(one.right), str(one.answered), mean, str(rounded(one.asked.points)))
        spread = _spread(one.spread, ascii_=view.ascii) if wide else ()
        style = "dim" if one is whole else None
        table.add_row(Text(clean(one.asked.id)), *cells, *spread, style=style)
    return table


def _spread(counts: Sequence[int], *, ascii_: bool) -> Iterator[Text]:
    """How many have how many of the points: a number, and a block as high as it is large."""
    top = max(counts)
    for count in counts:
        bar = BARS[round((len(BARS) - 1) * count / top)] if count and not ascii_ else ""
        yield Text(f"{bar} {count}".strip() if count else "·", style="" if count else "dim")


def _section(title: str, rows: Iterator[Sequence[str]], count: int) -> Iterator[RenderableType]:
    more = f", {MOST} of {count}" if count > MOST else ""
    yield Text(title, style="bold").append(more, style="not bold dim")
    yield _grid(rows, numbers=1)
    yield Text()


def _grid(rows: Iterator[Sequence[str]] | Sequence[Sequence[str]], numbers: int = 0) -> Table:
    """Columns, the first of them numbers, the last as wide as it may be."""
    rows = list(rows)
    table = Table(box=None, pad_edge=False, padding=(0, 1), show_header=False)
    for number in range(len(rows[0])):
        left = number >= numbers
        table.add_column(justify="left" if left else "right", no_wrap=number < len(rows[0]) - 1)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    return table


def _mistake(one: Mistake) -> tuple[str, ...]:
    note = "" if one.required else " (advisory)"
    return str(len(one.students)), one.exercise, f"{one.what}{note}"


def _cluster(one: Cluster) -> tuple[str, ...]:
    """How many, and what they have in common besides the first thing that is told."""
    through: dict[str, list[str]] = {}
    for output, input_ in one.blocks:
        through.setdefault(output, []).append(input_)
    blocks = (f"{', '.join(inputs)} through {output}" for output, inputs in through.items())
    told = [one.what, f"fails {', '.join(one.checks)}" if one.checks else "", "; ".join(blocks)]
    words = " · ".join(filter(None, told))
    return str(len(one.students)), one.exercise, f"{words} · such as {one.students[0]}"


def _people(cohort: Cohort) -> Iterator[tuple[str, str]]:
    """Who needs a look, with how many they are."""
    standings = cohort.standings
    groups = {
        "could not be graded": [
            f"{one} ({code})" for code, whose in ungradable(cohort) for one in whose
        ],
        "nothing handed in": [s.student.id for s in standings if status(s) == MISSING],
        "not graded yet": [s.student.id for s in standings if status(s) == UNGRADED],
        "not on the roster": list(cohort.unknown),
        "late": [s.student.id for s in standings if s.hand_in and s.hand_in.late],
        "set by a person": [s.student.id for s in standings if s.overrides],
    }
    for what, names in groups.items():
        more = f" and {len(names) - NAMES} more" if len(names) > NAMES else ""
        if names:
            yield f"{what}:", ", ".join(map(clean, names[:NAMES])) + more


def _last(cohort: Cohort) -> Text:
    """How many passed everything, and what they have on average."""
    whole = together(cohort)
    if whole.mean is None:
        return Text("nothing is graded yet", style="bold")
    words = (
        f"{whole.right} of {whole.graded} passed everything",
        f"mean {whole.mean:.2f}/{rounded(cohort.max_score)} points",
    )
    return Text(" · ".join(words), style="bold")
