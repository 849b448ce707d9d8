"""Watching in a terminal: one calm screen, drawn anew only when there is something new."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gradgrader.cli.sight import Sight
from gradgrader.cli.view import terminal
from gradgrader.report.base import FORMATS, clean

KEYS = "h hint   n next exercise   d details   ↑↓ scroll   q quit"
FRAME = 4  # lines for the head, the foot and the rules between
TITLE = 2  # lines of a report that only name it: the head does
MOST = 6  # changes that are told one by one


class Screen:
    """The whole terminal, and what was there before when it ends."""

    keys = True

    def __init__(self) -> None:
        self._console = Console(highlight=False, emoji=False)
        self._live = Live(
            console=self._console,
            screen=True,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
        )

    def __enter__(self) -> Self:
        self._live.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.__exit__(None, None, None)

    def show(self, sight: Sight) -> None:
        """Draw it, scrolled no further than there is anything to see."""
        width, height = self._console.size
        lines = list(_body(sight))
        room = max(height - FRAME, 1)
        sight.scrolled = min(sight.scrolled, max(len(lines) - room, 0))
        seen = lines[sight.scrolled : sight.scrolled + room]
        seen += [Text()] * (room - len(seen))
        below = len(lines) - sight.scrolled - room
        more = f"{below} more line{'s'[: below != 1]}" if below > 0 else ""
        rule = Rule(style="dim")
        foot = _row(Text(KEYS, "dim"), Text(more, "cyan"), width)
        for line in seen:
            line.truncate(width)
        self._live.update(Group(_head(sight, width), rule, *seen, rule, foot), refresh=True)


def _head(sight: Sight, width: int) -> Table:
    left = Text(clean(sight.path.name), "bold")
    if sight.saved:
        left.append(f"  saved {sight.saved}", "not bold dim")
    if sight.took is not None:
        left.append(f" · verdict after {sight.took:.2f} s", "not bold dim")
    exercise, _, check = clean(sight.doing).partition(": ")
    words = f"still asking {check}" if sight.report and check else check or exercise
    return _row(left, Text(words, "cyan") if words else Text("all asked", "dim"), width)


def _row(left: Text, right: Text, width: int) -> Table:
    row = Table.grid(expand=True, padding=(0, 1))
    row.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    row.add_column(no_wrap=True, overflow="ellipsis", justify="right", max_width=width // 2)
    row.add_row(left, right)
    return row


def _body(sight: Sight) -> Iterator[Text]:
    if sight.notice:
        yield from (Text(line, "yellow") for line in sight.notice.split("\n"))
        yield Text()
    if sight.hint:
        yield from map(Text.from_ansi, sight.hint)
        yield Text()
    if sight.changes is not None:
        yield from _changes(sight)
        yield Text()
    if sight.report is not None:
        view = terminal(verbose=sight.verbose, sources=sight.sources)
        lines = FORMATS["rich"](sight.report, view).rstrip("\n").split("\n")
        yield from map(Text.from_ansi, lines[TITLE:])


def _changes(sight: Sight) -> Iterator[Text]:
    changes = sight.changes or ()
    if not changes:
        yield Text("nothing else than before the save", "dim")
        return
    yield Text("since the save before", "dim")
    for change in changes[:MOST]:
        good = change.endswith(("right", "passed now", "found now"))
        yield Text(f"  {change}", "green" if good else "red")
    if len(changes) > MOST:
        yield Text(f"  and {len(changes) - MOST} more", "dim")
