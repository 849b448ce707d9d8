"""Speed as ratios within one run: what a user waits for, beside what it is held against.

Each pair of commands runs in turn, so that a machine whose speed drifts slows both; the medians'
ratio is compared with a budget. Run it on an otherwise idle machine.
"""

from __future__ import annotations

import json
import os
import runpy
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.grade import Grader, cage
from gradgrader.grading.job import Options
from gradgrader.model.result import Status
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "week1.ipynb"
GRADGRADER = str(Path(sys.executable).with_name("gradgrader"))
BROKEN = ROOT / "tests" / "golden" / "broken.py"
AT_ONCE = 0.3  # seconds in which what the source alone shows is told
CAGE = 10.0  # milliseconds that isolation may add to a submission
SUITE = 8.0
SOLUTION = ROOT / "exercises" / "attn" / "solutions" / "save_output.py"
LIBRARIES = [sys.executable, "-c", "import typer, rich"]


@dataclass(frozen=True)
class Pair:
    """A command, what it is held against, and how many times as long it may take."""

    what: str
    command: Sequence[str]
    against: Sequence[str]
    budget: float
    runs: int


def seconds(command: Sequence[str], code: int = 0) -> float:
    """How long one run takes; it must end with `code`."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    if done.returncode != code:
        raise SystemExit(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return time.perf_counter() - start


def plain_script(folder: Path) -> Path:
    """The notebook's code as the script that it would be without a grader."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    lines = [line for text in code for line in text.split("\n") if not line.startswith("%")]
    path = folder / "plain.py"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def suite_cost(runs: int = 15) -> tuple[float, float]:
    """Seconds of a whole grade of `attn` by a warm grader, and of gradcheck and gradgradcheck."""
    warm()
    zygote = Zygote.fork()
    exercises = [exercise for exercise in load_all(roots()) if exercise.id == "attn"]
    grader = Grader(zygote, exercises, Options(isolation="process"))
    submission = read(SOLUTION)
    function = runpy.run_path(str(SOLUTION))["Attn"]
    inputs = Oracle(exercises[0], 0).inputs(exercises[0].cases[0])
    ours, theirs = [], []
    for _ in range(runs + 1):
        start = time.perf_counter()
        report = grader.grade(submission)
        ours.append(time.perf_counter() - start)
        assert report.status is Status.PASSED
        leaves = [value.clone().requires_grad_() for value in inputs]
        start = time.perf_counter()
        torch.autograd.gradcheck(function.apply, leaves)
        torch.autograd.gradgradcheck(function.apply, leaves)
        theirs.append(time.perf_counter() - start)
    zygote.close()
    return statistics.median(ours[1:]), statistics.median(theirs[1:])


def cage_cost(runs: int = 40) -> float:
    """Milliseconds that full isolation adds to starting and ending a worker."""
    warm()
    zygote = Zygote.fork()
    full = cage(Options(isolation="full"), load_all(roots()))
    empty = Submission(path="", units=())
    times: dict[str, list[float]] = {"process": [], "full": []}
    for held in [Cage(), full] * runs:
        start = time.perf_counter()
        with Session(zygote, empty, Limits(), held):
            pass
        times[held.level].append(1e3 * (time.perf_counter() - start))
    zygote.close()
    return statistics.median(times["full"]) - statistics.median(times["process"])


def main() -> None:
    """Run every pair and print a table; ends with 1 where a budget is exceeded."""
    over = []
    with tempfile.TemporaryDirectory() as name:
        plain = [sys.executable, str(plain_script(Path(name)))]
        pairs = [
            Pair(
                "gradgrader --help / import typer, rich", [GRADGRADER, "--help"], LIBRARIES, 1.5, 25
            ),
            Pair("gradgrader list / import typer, rich", [GRADGRADER, "list"], LIBRARIES, 1.5, 25),
            Pair(
                "gradgrader show attn / import typer, rich",
                [GRADGRADER, "show", "attn"],
                LIBRARIES,
                1.5,
                25,
            ),
            Pair(
                "gradgrader check NOTEBOOK / its code with four gradchecks",
                [GRADGRADER, "check", str(NOTEBOOK)],
                plain,
                1.5,
                7,
            ),
        ]
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, medians")
        for pair in pairs:
            seconds(pair.command), seconds(pair.against)  # the first run warms the caches
            times = [(seconds(pair.command), seconds(pair.against)) for _ in range(pair.runs)]
            ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
            ratio = ours / theirs
            mark = "ok" if ratio <= pair.budget else "OVER"
            print(
                f"{pair.what:58} {ours:6.3f} s / {theirs:6.3f} s = {ratio:4.2f}"
                f"  (budget {pair.budget:g}) {mark}"
            )
            if ratio > pair.budget:
                over.append(pair.what)
    at_once = statistics.median(seconds([GRADGRADER, "check", str(BROKEN)], 2) for _ in range(25))
    mark = "ok" if at_once <= AT_ONCE else "OVER"
    print(f"{'gradgrader check SYNTAX_ERROR':58} {at_once:6.3f} s  (budget {AT_ONCE} s) {mark}")
    if at_once > AT_ONCE:
        over.append("gradgrader check SYNTAX_ERROR")
    ours, theirs = suite_cost()
    mark = "ok" if ours <= SUITE * theirs else "OVER"
    print(
        f"{'a grade of attn / its gradcheck and gradgradcheck':58} {ours:6.3f} s / {theirs:6.3f} s"
        f" = {ours / theirs:4.2f}  (budget {SUITE:g}) {mark}"
    )
    if mark == "OVER":
        over.append("the suite")
    cost = cage_cost()
    mark = "ok" if cost <= CAGE else "OVER"
    print(f"{'full isolation of a worker, over none':58} {cost:6.1f} ms (budget {CAGE} ms) {mark}")
    if cost > CAGE:
        over.append("full isolation")
    if over:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
