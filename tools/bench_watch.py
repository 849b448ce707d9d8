"""`make bench`, part two: seconds from a save to its verdict, on the screen of `gradgrader watch`.

A file is replaced as editors do it, right and wrong in turn; the clock stops when the terminal shows
which gradients have changed. Run it on an otherwise idle machine.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

ROOT = Path(__file__).parents[1]
GRADGRADER = str(Path(sys.executable).with_name("gradgrader"))
ATTN = ROOT / "exercises" / "attn"
VERSIONS = {
    "wrong → right": ATTN / "solutions" / "save_output.py",
    "right → wrong": ATTN / "mistakes" / "gk_negated.py",
}
BUDGET = 0.25
RUNS = 15


def main() -> None:
    """Save again and again; ends with 1 where the median is over the budget."""
    over = False
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "attn.py"
        file.write_bytes(VERSIONS["right → wrong"].read_bytes())
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
        verdicts: dict[str, list[float]] = {words: [] for words in VERSIONS}
        wholes: dict[str, list[float]] = {words: [] for words in VERSIONS}
        for _ in range(RUNS + 1):  # the first of each computes what all others share
            for words, source in VERSIONS.items():
                part = file.with_suffix(".part")
                part.write_bytes(source.read_bytes())
                start = time.perf_counter()
                part.replace(file)
                screen.expect(words)
                verdicts[words].append(time.perf_counter() - start)
                screen.expect("all asked")
                wholes[words].append(time.perf_counter() - start)
        screen.send("q")
        screen.expect(pexpect.EOF)
        for words in VERSIONS:
            verdict = statistics.median(verdicts[words][1:])
            whole = statistics.median(wholes[words][1:])
            mark = "ok" if verdict <= BUDGET else "OVER"
            over |= verdict > BUDGET
            print(
                f"watch attn, {words}, from save to verdict {verdict:18.3f} s"
                f"  (budget {BUDGET} s) {mark}; all asked {whole:.3f} s"
            )
    if over:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
