"""`make bench`, part two: seconds from a save to its verdict, on the screen of `gradgrader watch`.

A file is replaced as editors do it, right and wrong in turn; the clock stops when the terminal shows
which gradients have changed. One Function alone, and one of four in a notebook. Run it on an
otherwise idle machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pexpect

ROOT = Path(__file__).parents[1]
GRADGRADER = str(Path(sys.executable).with_name("gradgrader"))
EXERCISES = ROOT / "exercises"
ATTN = EXERCISES / "attn"
BOOK = ROOT / "examples" / "week1.ipynb"
RIGHT, WRONG = "wrong → right", "right → wrong"  # as the screen tells a change
BUDGET = 0.25
RUNS = 20


@dataclass(frozen=True)
class Watched:
    """A file, and its contents by the words that the screen has for a change to them."""

    name: str
    file: str
    versions: dict[str, bytes]


def watched() -> Iterator[Watched]:
    """One Function alone, and the lab's notebook with each of its four wrong in turn."""
    right, wrong = ATTN / "solutions" / "save_output.py", ATTN / "mistakes" / "gk_negated.py"
    yield Watched("attn", "attn.py", {RIGHT: right.read_bytes(), WRONG: wrong.read_bytes()})
    whole = BOOK.read_bytes()
    for name, text, becomes in (
        ("first", b"gx.t() @ q\\n", b"-(gx.t() @ q)\\n"),
        ("last", b"gx.t() @ q, gv", b"-(gx.t() @ q), gv"),
    ):
        changed = whole.replace(text, becomes)
        assert changed != whole
        yield Watched(f"notebook, {name} of 4", "lab.ipynb", {RIGHT: whole, WRONG: changed})


def main() -> None:
    """Save again and again; ends with 1 where a median is over the budget."""
    over = False
    for one in watched():
        verdicts, wholes = timed(one)
        for words in one.versions:
            verdict, whole = statistics.median(verdicts[words]), statistics.median(wholes[words])
            mark = "ok" if verdict <= BUDGET else "OVER"
            over |= verdict > BUDGET
            print(
                f"watch {one.name}, {words}: save to verdict {verdict:.3f} s,"
                f" at most {max(verdicts[words]):.3f} s (budget {BUDGET} s) {mark};"
                f" all asked {whole:.3f} s",
                flush=True,
            )
    if over:
        raise SystemExit(1)


def timed(one: Watched) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds from each save to its verdict, and to the end of all that is asked."""
    verdicts: dict[str, list[float]] = {words: [] for words in one.versions}
    wholes: dict[str, list[float]] = {words: [] for words in one.versions}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / one.file
        file.write_bytes(one.versions[WRONG])
        screen = pexpect.spawn(
            GRADGRADER,
            ["watch", file.name],
            cwd=folder,
            env={**os.environ, "GRADGRADER_PROGRESS": "off", "PYTHONIOENCODING": "utf-8"},
            dimensions=(40, 80),
            encoding="utf-8",
            timeout=60,
        )
        screen.delaybeforesend = None
        screen.expect("all asked")
        for _ in range(RUNS + 1):  # the first of each computes what all others share
            for words, text in one.versions.items():
                part = file.with_suffix(".part")
                part.write_bytes(text)
                start = time.perf_counter()
                part.replace(file)
                screen.expect(words)
                verdicts[words].append(time.perf_counter() - start)
                screen.expect("all asked")
                wholes[words].append(time.perf_counter() - start)
        screen.send("q")
        screen.expect(pexpect.EOF)
    for times in (*verdicts.values(), *wholes.values()):
        del times[0]
    return verdicts, wholes


if __name__ == "__main__":
    main()
