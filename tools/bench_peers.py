"""gradgrader beside what people use: a plain loop, pytest, otter-grader and nbgrader.

All grade the same submissions in one run, one after the other, and all but gradgrader with the
same questions (tools/peers/instructor.py). Each tool is installed in an environment of its own in
.peers/, which sees this project's torch after its own packages. `make bench-peers` (10 minutes).
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradgrader.gradebook.book import Gradebook
from gradgrader.model.result import Status

ROOT = Path(__file__).parents[1]
PEERS = Path(__file__).parent / "peers"
INSTALLED = ROOT / ".peers"
EXERCISES = ("matmul", "tanh", "matmul_nn", "attn")
EACH = {"solutions": 2, "mistakes": 3}  # of every exercise, evenly among those there are
Passed = set[str]


@dataclass(frozen=True)
class HandIn:
    """A submission, and whether it is right."""

    name: str
    exercise: str
    text: str
    right: bool


class Missing(Exception):
    """A tool that can't be had here."""


def hand_ins() -> list[HandIn]:
    """Right and wrong ones of each exercise."""
    found = []
    for exercise in EXERCISES:
        for kind, count in EACH.items():
            files = sorted((ROOT / "exercises" / exercise / kind).glob("*.py"))
            for number in range(count):
                file = files[number * len(files) // count]
                name = f"{exercise}_{kind}_{number}"
                text = file.read_text(encoding="utf-8")
                found.append(HandIn(name, exercise, text, kind == "solutions"))
    return found


def tool(package: str, *more: str) -> Path:
    """The folder with a tool's commands; installs it at first; raises Missing."""
    home = INSTALLED / package
    if not (home / "ready").exists():
        shutil.rmtree(home, ignore_errors=True)
        run([sys.executable, "-m", "venv", home], home.parent)
        pip = [home / "bin" / "pip", "install", "--quiet", package, *more]
        done = subprocess.run(pip, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Missing(f"can't be installed: {done.stderr.strip().splitlines()[-1]}")
        (site,) = home.glob("lib/*/site-packages")
        (site / "zz_torch.pth").write_text(sysconfig.get_path("purelib") + "\n")
        (home / "ready").touch()
    return home / "bin"


def run(command: Sequence[object], cwd: Path, commands: Path | None = None) -> int:
    """Run it to its end; its exit code."""
    cwd.mkdir(parents=True, exist_ok=True)
    path = f"{commands}{os.pathsep}{os.environ['PATH']}" if commands else os.environ["PATH"]
    env = {**os.environ, "PATH": path, "PYTHONPATH": str(PEERS) if commands is None else ""}
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=cwd, env=env, capture_output=True, check=False).returncode


def notebook(*cells: dict[str, object]) -> str:
    """A notebook of these cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}}
    return json.dumps({**content, "nbformat": 4, "nbformat_minor": 5})


def cell(name: str, source: str, *, points: int = 0) -> dict[str, object]:
    """A cell as nbgrader knows it: a learner's answer, or where there are points a test."""
    about = {"grade_id": name, "grade": points > 0, "locked": points > 0, "solution": not points}
    about |= {"schema_version": 3, "task": False} | ({"points": points} if points else {})
    head = {"cell_type": "code", "id": name, "metadata": {"nbgrader": about}}
    return {**head, "source": source, "outputs": [], "execution_count": None}


def gradgrader(folder: Path, work: list[HandIn]) -> Passed:
    """One command for the class, with one grader."""
    flat = folder / "subs"
    flat.mkdir()
    for one in work:
        (flat / f"{one.name}.py").write_text(one.text)
    command = Path(sys.executable).with_name("gradgrader")
    run([command, "grade", flat, "--jobs", 1, "--gradebook", "class.gradebook"], folder)
    with Gradebook.open(folder / "class.gradebook", create=False) as book:
        standings = book.cohort().standings
    reports = {one.student.id: one.report for one in standings if one.report}
    return {name for name, report in reports.items() if report.status is Status.PASSED}


def plain_loop(folder: Path, work: list[HandIn]) -> Passed:
    """`python solution.py`, whose end asks the questions."""
    passed = set()
    for one in work:
        ask = f"from instructor import checked\nassert checked({one.exercise!r}, globals())\n"
        (folder / f"{one.name}.py").write_text(f"{one.text}\n{ask}")
        if not run([sys.executable, f"{one.name}.py"], folder):
            passed.add(one.name)
    return passed


def pytest(folder: Path, work: list[HandIn]) -> Passed:
    """One run of pytest for the class."""
    for one in work:
        (folder / "class" / one.exercise).mkdir(parents=True, exist_ok=True)
        (folder / "class" / one.exercise / f"{one.name}.py").write_text(one.text)
    shutil.copy(PEERS / "test_submissions.py", folder)
    options = ["-q", "-p", "no:cacheprovider", "--junit-xml", "found.xml"]
    run([sys.executable, "-m", "pytest", *options, "test_submissions.py"], folder)
    text = (folder / "found.xml").read_text()
    cases = text.split("<testcase ")[1:]
    return {case.split("[")[1].split("]")[0] for case in cases if "<failure" not in case}


def otter_grader(folder: Path, work: list[HandIn]) -> Passed:
    """`otter run` for each (`otter grade` needs Docker)."""
    commands = tool("otter-grader", "ipykernel")
    passed = set()
    shutil.copy(PEERS / "instructor.py", folder)
    for exercise in EXERCISES:
        code = f">>> from instructor import checked\n>>> checked({exercise!r}, globals())\nTrue\n"
        case = {"code": code, "hidden": False, "locked": False}
        test = {"name": "q1", "points": 1, "suites": [{"cases": [case], "type": "doctest"}]}
        tests = folder / f"{exercise}_tests"
        tests.mkdir()
        (tests / "q1.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
        none = ["--no-config", "--no-requirements", "--no-environment"]
        make = ["otter", "generate", "-t", tests.name, "-o", f"{exercise}.zip", *none]
        run([commands / make[0], *make[1:], "instructor.py"], folder, commands)
    for one in work:
        (folder / f"{one.name}.ipynb").write_text(notebook(cell("answer", one.text)))
        (folder / one.name).mkdir()
        ask = ["run", "-a", f"{one.exercise}.zip", "-o", one.name, "--no-logo"]
        run([commands / "otter", *ask, f"{one.name}.ipynb"], folder, commands)
        tests = json.loads((folder / one.name / "results.json").read_text())["tests"]
        if any("Exception" in test["name"] for test in tests):
            raise Missing(f"failed itself: {tests[-1]['output'].strip().splitlines()[-1]}")
        if sum(test.get("score", 0) for test in tests) > 0:
            passed.add(one.name)
    return passed


def nbgrader(folder: Path, work: list[HandIn]) -> Passed:
    """`nbgrader autograde` for each exercise's students."""
    commands = tool("nbgrader", "ipykernel")
    (folder / "nbgrader_config.py").write_text("get_config().CourseDirectory.course_id = 'lab'\n")
    for one in work:
        ask = f"from instructor import checked\nassert checked({one.exercise!r}, globals())"
        text = notebook(cell("answer", one.text), cell("test", ask, points=1))
        for place in (f"source/{one.exercise}", f"submitted/{one.name}/{one.exercise}"):
            (folder / place).mkdir(parents=True, exist_ok=True)
            (folder / place / "lab.ipynb").write_text(text)
            shutil.copy(PEERS / "instructor.py", folder / place)
    for exercise in EXERCISES:
        run([commands / "nbgrader", "generate_assignment", exercise], folder, commands)
        run([commands / "nbgrader", "autograde", exercise], folder, commands)
    run([commands / "nbgrader", "export"], folder, commands)
    with (folder / "grades.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["score"]]
    return {row["student_id"] for row in rows if float(row["score"]) > 0}


TOOLS: dict[str, Callable[[Path, list[HandIn]], Passed]] = {
    "gradgrader": gradgrader,
    "plain loop": plain_loop,
    "pytest": pytest,
    "otter-grader": otter_grader,
    "nbgrader": nbgrader,
}


def main() -> None:
    """Print the table."""
    work = hand_ins()
    wrong = {one.name for one in work if not one.right}
    right = {one.name for one in work if one.right}
    for package in ("otter-grader", "nbgrader"):  # none of the time below
        try:
            tool(package, "ipykernel")
        except Missing as error:
            print(f"{package} {error}", file=sys.stderr)
    print(f"| {len(work)} submissions | seconds each | ratio | wrong found | right accused |")
    print("|---|---|---|---|---|", flush=True)
    own = 0.0
    for name, grade in TOOLS.items():
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            try:
                passed = grade(Path(folder), work)
            except Missing as error:
                print(f"| {name} | skipped: {error} | | | |", flush=True)
                continue
            seconds = (time.perf_counter() - start) / len(work)
        own = own or seconds
        found = f"{len(wrong - passed)} of {len(wrong)}"
        accused = f"{len(right - passed)} of {len(right)}"
        print(f"| {name} | {seconds:.2f} | {seconds / own:.1f} | {found} | {accused} |", flush=True)


if __name__ == "__main__":
    main()
