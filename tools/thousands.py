"""Grades a generated class, and compares its verdicts with those of hand-ins that are graded alone.

2,000 hand-ins (tests/quality/generated.py: right, wrong, hostile and malformed ones) go into one
`gradgrader grade` on two cores. Then fresh `gradgrader check` runs grade every file that they were
made of, and a sample of the hand-ins themselves. It ends with 1 if any verdict is another one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

from generated import MALFORMED, Made, generated, original  # noqa: E402

COMMAND = [sys.executable, "-m", "gradgrader"]
Verdict = tuple[object, ...]


@dataclass
class Memory:
    """The most that processes below one had at a time, in MiB of PSS: shared pages are divided."""

    pid: int
    peaks: Counter[str] = field(default_factory=Counter)
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        while not self.over.wait(1.0):
            self._look()

    def _look(self) -> None:
        sizes = [_pss(pid) for pid in below(self.pid)]
        self._keep("grader and workers", sum(sizes))
        self._keep("the largest of them", max(sizes, default=0))
        self._keep("processes", len(sizes))
        self._keep("the command", _pss(self.pid))

    def _keep(self, name: str, size: float) -> None:
        self.peaks[name] = max(self.peaks[name], round(size))


def below(pid: int) -> list[int]:
    """All processes under `pid`."""
    found = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (task / "children").read_text().split()):
                found += [child, *below(child)]
    return found


def _pss(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def judged(report: dict[str, object]) -> Verdict:
    """All of a report that is a verdict: statuses, points, and which required checks fail."""
    grades = tuple(
        (one["exercise"], one["status"], one["score"], _wrong(one["checks"]))
        for one in report["grades"]
    )
    problem = report["problems"][0]["code"] if report["problems"] and not grades else ""
    return report["status"], report["score"], problem, grades


def _wrong(checks: Iterable[dict[str, object]]) -> tuple[tuple[object, ...], ...]:
    return tuple(
        (one["check"], one["status"], one["code"])
        for one in checks
        if one["required"] and one["status"] not in {"passed", "skipped"}
    )


def grade_class(folder: Path, book: Path, options: Sequence[str]) -> Memory:
    """One run over all; what it took is printed."""
    began = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [*COMMAND, "grade", str(folder), "--gradebook", str(book), "--jobs", "2", *options]
    process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "COLUMNS": "100"})
    memory = Memory(process.pid)
    watching = threading.Thread(target=memory.watch)
    watching.start()
    code = process.wait()
    seconds = time.monotonic() - began
    memory.over.set()
    watching.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if code != 1:  # some are wrong
        raise SystemExit(f"grade ended with {code}")
    count = len(list(folder.iterdir()))
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    print(f"\n{count} hand-ins: {seconds:.0f} s, {1000 * seconds / count:.0f} ms each")
    print(f"processor time: {cpu:.0f} s, {1000 * cpu / count:.0f} ms each")
    print("at most: " + ", ".join(f"{n} {s}" for n, s in memory.peaks.items()) + " (MiB of PSS)")
    return memory


def verdicts(book: Path) -> dict[str, Verdict]:
    """Of the gradebook, by student, read with nothing but sqlite3."""
    with closing(sqlite3.connect(book)) as db:
        rows = db.execute("SELECT student, report FROM submissions WHERE state = 'current'")
        return {student: judged(json.loads(report)) for student, report in rows}


def alone(paths: Sequence[Path], options: Sequence[str], at_once: int) -> dict[str, Verdict]:
    """Of fresh `check` runs, by name; each run has some of the files, one after the other."""
    found: dict[str, Verdict] = {}
    rest = iter(paths)
    while some := list(islice(rest, at_once)):
        words = [*COMMAND, "check", *map(str, some), "--format", "json", "--isolation", "full"]
        done = subprocess.run(
            [*words, *options], cwd=ROOT, capture_output=True, text=True, check=False
        )
        if done.returncode not in {0, 1, 2} or not done.stdout:
            raise SystemExit(f"check ended with {done.returncode}: {done.stderr}")
        for path, report in zip(some, json.loads(done.stdout)["submissions"], strict=True):
            found[path.stem] = judged(report)
    return found


def compare(what: str, pairs: Iterable[tuple[str, Verdict, Verdict]]) -> int:
    """Print those that differ; how many."""
    different, count = 0, 0
    for name, together, apart in pairs:
        count += 1
        if together != apart:
            different += 1
            print(f"  {name}\n    in the class {together}\n    alone        {apart}")
    print(f"{what}: {count} compared, {different} differ")
    return different


def originals(made: Sequence[Made], folder: Path) -> dict[str, Path]:
    """Each base once, as a file."""
    folder.mkdir()
    found: dict[str, Path] = {}
    for one in made:
        if one.base not in found and one.base not in MALFORMED:
            found[one.base] = folder / f"{len(found):04}.py"
            found[one.base].write_text(original(one.base), encoding="utf-8")
    return found


def main() -> None:
    """Grade together and alone, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--sample", type=int, default=200, help="hand-ins that are graded alone")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--timeout", type=float, default=3.0)
    parser.add_argument("--at-once", type=int, default=10, help="files of one `check`")
    parser.add_argument("--no-bases", action="store_true", help="compare the sample only")
    given = parser.parse_args()
    options = ["--seed", str(given.seed), "--timeout", str(given.timeout)]
    made = list(generated(given.count, given.seed))
    with tempfile.TemporaryDirectory(prefix="thousands-") as place:
        folder = Path(place, "class")
        folder.mkdir()
        for one in made:
            (folder / one.name).write_bytes(one.content)
        grade_class(folder, Path(place, "class.gradebook"), options)
        together = verdicts(Path(place, "class.gradebook"))
        students = {Path(one.name).stem: one for one in made}
        if together.keys() != students.keys():
            raise SystemExit(f"{len(together)} of {len(students)} are in the gradebook")
        luck = random.Random(given.seed)  # noqa: S311 - a sample, no secret
        sample = luck.sample([folder / one.name for one in made], min(given.sample, len(made)))
        found = alone(sample, options, given.at_once)
        different = compare("the sample", ((n, together[n], v) for n, v in found.items()))
        if not given.no_bases:
            bases = originals(made, Path(place, "bases"))
            found = alone(list(bases.values()), options, given.at_once)
            pairs = (
                (name, together[name], found[bases[one.base].stem])
                for name, one in students.items()
                if one.base in bases
            )
            different += compare("against what they were made of", pairs)
    raise SystemExit(bool(different))


if __name__ == "__main__":
    main()
