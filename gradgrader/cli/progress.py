"""How far a long run is, on standard error, where a person watches."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

KEPT, UNREADABLE = "kept", "unreadable"
Tell = Callable[[str, str], None]
WIDEST = 24


@contextmanager
def progress(total: int) -> Iterator[Tell]:
    """A bar that is told each student's id with how it ended: a status, KEPT or UNREADABLE."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from gradgrader.report.base import clean

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _student, _ended: None
        return
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    ended: Counter[str] = Counter()
    started = [0.0]  # when the first one was begun: the start of torch is no measure

    def tell(student: str, how: str) -> None:
        ended[how] += 1
        left = total - ended.total()
        words = f"{counted(ended)}{paced(ended, left, started)} · {clean(student)[:WIDEST]}"
        bar.update(task, advance=1, description=words)

    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting torch", total=total)
        yield tell


def counted(ended: Counter[str]) -> str:
    """Passed, failed (whatever didn't pass), and kept from earlier runs, where there are any."""
    passed, kept = ended["passed"], ended[KEPT]
    parts = {"passed": passed, "failed": ended.total() - passed - kept, KEPT: kept}
    return " · ".join(f"{count} {name}" for name, count in parts.items() if count)


def paced(ended: Counter[str], left: int, started: list[float]) -> str:
    """How many a second are graded, and how long the rest takes at that; empty at first."""
    graded = ended.total() - ended[KEPT] - ended[UNREADABLE]
    now = time.monotonic()
    if graded == 1:
        started[0] = now
    if graded <= 1 or now <= started[0]:
        return ""
    rate = (graded - 1) / (now - started[0])
    seconds = round(left / rate)
    return f" · {rate:.1f}/s · {seconds // 60}:{seconds % 60:02} left"


@contextmanager
def bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar that is told what was done, how much of it is, and how much is known to come."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _what, _done, _total: None
        return
    columns = (BarColumn(20), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("starting torch", total=None)
        yield lambda what, done, total: shown.update(
            task, completed=done, total=total, description=what
        )
