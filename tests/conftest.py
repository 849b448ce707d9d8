"""What the tests share: one warm zygote, and ways to grade as a user would."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import jsonschema
import pytest

from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.exercise import Demand, Exercise
from gradgrader.model.result import Report, SubmissionReport
from gradgrader.report.base import FORMATS, View
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.session import Session
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read
from gradgrader.submissions.source import Submission

# A shell that starts the tests in the background has Ctrl-C ignored, and their commands inherit it.
signal.signal(signal.SIGINT, signal.default_int_handler)

os.environ["GRADGRADER_PROGRESS"] = "off"  # no test changes what the person who runs it has solved

TESTS = Path(__file__).parent
ROOT = TESTS.parent
EXERCISES = ROOT / "exercises"
COMMAND = [sys.executable, "-m", "gradgrader"]
CHROMIUM = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Ran:
    """A finished command."""

    code: int
    out: str
    err: str


SCHEMA = json.loads((ROOT / "docs" / "schema" / "report.schema.json").read_text(encoding="utf-8"))
REPORTS = jsonschema.validators.validator_for(SCHEMA)(SCHEMA)  # a schema is checked once


def as_json(report: SubmissionReport) -> str:
    """The JSON report of one submission."""
    whole = Report(gradgrader="0", torch="0", seed=0, isolation="process", submissions=[report])
    return FORMATS["json"](whole, View())


@pytest.fixture(scope="session")
def zygote() -> Iterator[Zygote]:
    """A warm process that forks workers, as in the grader."""
    warm()
    zygote = Zygote.fork()
    with Session(zygote, Submission(path="", units=()), Limits()):
        pass  # so that it is settled in its namespaces
    yield zygote
    zygote.close()


@pytest.fixture(scope="session")
def exercises() -> list[Exercise]:
    """Those that come with gradgrader."""
    return load_all(roots())


@pytest.fixture(scope="session")
def grader(zygote: Zygote, exercises: list[Exercise]) -> Callable[..., Grader]:
    """A grader for some options; those with the same seed share their references."""
    known: dict[Options, Grader] = {}
    oracles: dict[int, dict[str, Oracle]] = defaultdict(dict)

    def make(**options: object) -> Grader:
        chosen = Options(**{"isolation": "process", **options})  # type: ignore[arg-type]
        if chosen not in known:
            known[chosen] = Grader(zygote, exercises, chosen, oracles[chosen.seed])
        return known[chosen]

    return make


@pytest.fixture
def grade(grader: Callable[..., Grader], tmp_path: Path) -> Callable[..., SubmissionReport]:
    """Grade a source text (or a path) in a real worker, without the start of a new process.

    Every report is held against the published schema.
    """

    def run(
        source: str | Path, *, name: str = "solution.py", **options: object
    ) -> SubmissionReport:
        if isinstance(source, str):
            path = tmp_path / name
            path.write_text(dedent(source), encoding="utf-8")
        else:
            path = source
        report = grader(**options).grade(read(path))
        REPORTS.validate(json.loads(as_json(report)))
        return report

    return run


@pytest.fixture
def without_torch(tmp_path: Path) -> dict[str, str]:
    """An environment in which whoever waits for torch fails."""
    folder = tmp_path / "no_torch"
    folder.mkdir()
    (folder / "torch.py").write_text("raise ImportError('there is no torch here')\n")
    return {"PYTHONPATH": str(folder)}


def strictly(path: Path) -> dict[str, object]:
    """Options under which everything counts; a loop that collects may refuse an empty batch."""
    loops = "stack(" in path.read_text(encoding="utf-8") or "sum(torch.outer" in path.read_text()
    return {"strict": True, "checks": (("empty", Demand.OFF),) if loops else ()}


@pytest.fixture
def gradgrader(tmp_path: Path) -> Callable[..., Ran]:
    """Run the command in `tmp_path` as a user would, in a process of its own, without colour."""

    def run(*arguments: object, columns: int = 80, cwd: Path = tmp_path, **env: str) -> Ran:
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            cwd=cwd,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={
                **os.environ,
                "COLUMNS": str(columns),
                "NO_COLOR": "1",
                "XDG_CACHE_HOME": str(tmp_path / ".cache"),
                "GRADGRADER_PROGRESS": str(tmp_path / ".progress"),
                **env,
            },
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's chromium; without one these tests are skipped, or fail where one is required."""
    program = shutil.which("chromium")
    if program is None and os.environ.get("GRADGRADER_BROWSER") == "required":
        pytest.fail("no chromium, and GRADGRADER_BROWSER=required: apt-get install chromium")
    if program is None:
        pytest.skip("no chromium, so no page is looked at: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM))
        yield browser
        browser.close()
