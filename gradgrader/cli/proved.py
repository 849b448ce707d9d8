"""What is proved of exercises, for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from gradgrader import __version__
from gradgrader.cli.view import terminal
from gradgrader.model.proof import Finding, Level, Proved, Row
from gradgrader.report._printed import printed
from gradgrader.report.base import clean

MARKS = {
    Level.OK: ("✔", "green"),
    Level.WARNING: ("!", "yellow"),
    Level.TODO: ("…", "bold yellow"),
    Level.ERROR: ("✘", "bold red"),
}
MOST = 20


def as_words(proved: Iterable[Proved], where: str) -> Iterator[str]:
    """A table for each exercise, what is wrong, and what comes next: for a terminal."""
    every = []
    for one in proved:
        every.append(one)
        yield printed(_exercise(one), terminal()) + "\n"
    parts = [
        Text(_ending(every), style="bold"),
        Text(f"next: {_next(every, where)}", style="dim"),
    ]
    yield printed(parts, terminal())


def as_json(proved: Iterable[Proved], _where: str) -> Iterator[str]:
    """Everything that was found, version 1: for machines."""
    whole = {"version": 1, "gradgrader": __version__, "exercises": list(proved)}
    yield msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


WAYS = {"rich": as_words, "json": as_json}  # what `--format` takes


def _exercise(one: Proved) -> Iterator[RenderableType]:
    yield Text.assemble((one.exercise, "bold"), f" · {clean(one.title)} · {shown(one.folder)}")
    yield Text()
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for row in one.rows:
        mark, style = MARKS[row.level]
        table.add_row(Text(mark, style=style), row.proof, Text(clean(_words(row))))
    yield table
    yield Text()
    for row in one.rows:
        yield from _findings(one, row)


def _words(row: Row) -> str:
    """What is counted; where nothing is, that something is wrong."""
    return row.words or "see below"


def _findings(one: Proved, row: Row) -> Iterator[RenderableType]:
    for finding in row.findings[:MOST]:
        mark, style = MARKS[finding.level]
        place = f"{shown(str(Path(one.folder) / finding.file))}"
        place += f":{finding.line}" if finding.line else ""
        yield Text.assemble((mark, style), " ", (row.proof, "bold"), f"  {clean(place)}")
        yield Padding(Text(clean(finding.message)), (0, 0, 0, 2))
        if finding.text:
            yield Padding(Text(clean(finding.text, lines=True)), (0, 0, 0, 4))
    more = len(row.findings) - MOST
    if more > 0:
        yield Text(f"  and {more} more: --format json has them all")
    if row.findings:
        yield Text()


def shown(path: str) -> str:
    """A path as it is shortest from here."""
    here = Path.cwd()
    resolved = Path(path).resolve()
    return str(resolved.relative_to(here)) if resolved.is_relative_to(here) else path


def _ending(proved: Sequence[Proved]) -> str:
    rows = Counter(row.level for one in proved for row in one.rows)
    parts = [f"{rows[Level.OK] + rows[Level.WARNING]} of {rows.total()} proofs hold"]
    notes = sum(one.level is Level.WARNING for p in proved for r in p.rows for one in r.findings)
    parts += [f"{notes} warning{'s'[: notes != 1]}"] if notes else []
    return f"{' · '.join(parts)} · {sum(one.seconds for one in proved):.1f} s"


def _next(proved: Sequence[Proved], where: str) -> str:
    """What to do about the first thing that is wrong."""
    for level, words in ((Level.ERROR, "mend"), (Level.TODO, "write")):
        for one in proved:
            found = [f for row in one.rows for f in row.findings if f.level is level]
            if found:
                again = f"gradgrader exercise validate {where}{one.exercise}"
                return f"{words} {_place(one, found[0])}, then {again}"
    return f"gradgrader show {where}{proved[0].exercise}, as learners see it"


def _place(one: Proved, finding: Finding) -> str:
    return shown(str(Path(one.folder) / finding.file)) + (
        f":{finding.line}" if finding.line else ""
    )
