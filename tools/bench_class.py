"""What a class costs: a submission beside its own script, 1,000 beside 100, two graders beside one.

Submissions are made of one right solution of `attn`, each with contents of its own, so that none is
known from another. Run it on an otherwise idle machine (`make bench`; 5 minutes).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.gradebook.book import Gradebook
from gradgrader.gradebook.records import Defined, Run
from gradgrader.grading.bench import Bench
from gradgrader.grading.grade import Grader
from gradgrader.grading.job import Options
from gradgrader.model.cohort import Asked, HandIn, Student
from gradgrader.model.result import SubmissionReport
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Backward, Forward
from gradgrader.sandbox.workers import warm
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.read import read

ROOT = Path(__file__).parents[1]
SOLUTION = ROOT / "exercises" / "attn" / "solutions" / "save_output.py"
GRADGRADER = str(Path(sys.executable).with_name("gradgrader"))
OWN_CHECKS = """

if __name__ == "__main__":
    shapes = (2, 3), (2, 3), (2, 4)
    inputs = [torch.randn(shape, dtype=torch.float64, requires_grad=True) for shape in shapes]
    print(torch.autograd.gradcheck(Attn.apply, inputs))
    print(torch.autograd.gradgradcheck(Attn.apply, inputs))
"""
FEW, MANY, RECORDS = 100, 1000, 500


def grading(folder: Path, count: int, jobs: int) -> float:
    """Seconds in which the command grades so many submissions from nothing."""
    class_ = Path(tempfile.mkdtemp(dir=folder))
    source = SOLUTION.read_text(encoding="utf-8")
    for number in range(count):
        text = f"# student {number}\n{source}"
        (class_ / f"student{number:04}.py").write_text(text, encoding="utf-8")
    book = class_.with_suffix(".gradebook")
    command = [GRADGRADER, "grade", class_, "--gradebook", book, "-e", "attn", "-j", str(jobs)]
    start = time.perf_counter()
    done = subprocess.run([*command, "--seed", "0"], capture_output=True, check=False, cwd=folder)
    if done.returncode:
        raise SystemExit(done.stdout.decode() + done.stderr.decode())
    return time.perf_counter() - start


def script(folder: Path, runs: int = 3) -> list[float]:
    """Seconds of the same solution as a script with its own gradcheck and gradgradcheck."""
    path = folder / "solution.py"
    path.write_text(SOLUTION.read_text(encoding="utf-8") + OWN_CHECKS, encoding="utf-8")
    times = []
    for _ in range(runs + 1):  # the first one warms the caches
        start = time.perf_counter()
        subprocess.run([sys.executable, path], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return times[1:]


def memory() -> tuple[float, SubmissionReport]:
    """MiB by which a worker at work raises the proportional set size of all; and a report."""
    exercise = next(one for one in load_all(roots()) if one.id == "attn")
    zygote = Zygote.fork()
    submission = read(SOLUTION)
    oracle = Oracle(exercise, 0)
    report = Grader(zygote, [exercise], Options(isolation="full")).grade(submission)
    cage = Grader(zygote, [exercise], Options(isolation="full")).cage
    before = sum(pss(pid) for pid in family())
    with Bench(zygote, submission, Limits(), cage) as bench:
        bench.open()
        inputs, cotangents = oracle.inputs(exercise.cases[0]), oracle.cotangents(exercise.cases[0])
        bench.learner(0).run([Forward(0, inputs, (True,) * 3), Backward(1, 0, cotangents)])
        held = sum(pss(pid) for pid in family()) - before
    zygote.close()
    return held, report


def family() -> list[int]:
    """Pids of this process and of all that it has started."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            parents[int(entry.name)] = int(fields[1])

    def ours(pid: int) -> bool:
        return pid == os.getpid() or (pid > 1 and ours(parents.get(pid, 0)))

    return [pid for pid in parents if ours(pid)]


def pss(pid: int) -> float:
    """Proportional set size of a process in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def recording(folder: Path, report: SubmissionReport) -> float:
    """Seconds in which the gradebook keeps one report."""
    asked = Defined(Asked(id="attn", title="", points=1.0), "")
    run = Run(seed=0, gradgrader="", torch="", isolation="", exercises=(asked,))
    with Gradebook.open(folder / "records.gradebook") as book:
        number = book.begin(run)
        start = time.perf_counter()
        for count in range(RECORDS):
            hand_in = HandIn(student=Student(id=f"student{count}"), path=f"{count}.py")
            book.record(number, hand_in, f"{count}", report)
        return (time.perf_counter() - start) / RECORDS


def main() -> None:
    """Print a table; ends with 1 where a budget is exceeded."""
    warm()
    held, report = memory()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = min(grading(folder, 1, jobs) for jobs in (1, 2))
        one, two = (grading(folder, 4 * FEW, jobs) for jobs in (1, 2))
        few, before = grading(folder, FEW, 2), script(folder)
        many, after = grading(folder, MANY, 2), script(folder)  # machines change their pace
        kept = recording(folder, report)
    alone = statistics.median([*before, *after])
    per_few, per_many = ((t - start) / (n - 1) for t, n in ((few, FEW), (many, MANY)))
    rows = (
        ("a submission in a class / its own script", per_many / alone, 1 / 25),
        ("a submission among 1,000 / among 100", per_many / per_few, 1.1),
        ("two graders / one, time", (two - start) / (one - start), 1 / 1.8),
        ("memory that a worker adds, MiB (PSS)", held, 60.0),
        ("the gradebook's share of a submission", kept / per_many, 0.1),
    )
    print(
        f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; a submission: {per_many:.4f} s,"
        f" the script: {alone:.2f} s"
    )
    for what, found, budget in rows:
        mark = "ok" if found <= budget else "OVER"
        print(f"{what:42} {found:7.3f}  (budget {budget:.3f}) {mark}")
    if any(found > budget for _, found, budget in rows):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
