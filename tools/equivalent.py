"""Compares mutants with their solutions, in all that a user can see of a Function.

Without --any, those that an exercise's equivalent.yaml lists as right: each may differ only in what its
entry names under `beyond`. With --any, whatever matches, to find out what an edit changes. It ends
with 1 where something differs that is not named.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import select
import signal
import sys
import time
from collections import Counter
from functools import lru_cache
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import track

from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.model.exercise import Exercise

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "quality"))

from equivalent import equivalents  # noqa: E402
from mutants import EXERCISES, Mutant, everything  # noqa: E402
from observe import applied, observed  # noqa: E402
from sights import Notes, differences  # noqa: E402

Found = dict[str, list[str]]
PATIENCE = 60.0
PART = 1 << 16
FEW = 3


@lru_cache(maxsize=1)
def solution(exercise: Exercise, name: str) -> Notes:
    """What is seen of a solution; its mutants follow one another."""
    path = EXERCISES / exercise.id / "solutions" / f"{name}.py"
    return observed(applied(path.read_text(encoding="utf-8")), exercise)


def compared(mutant: Mutant, exercise: Exercise) -> Found:
    """In what a mutant differs from its solution; in a process of its own, since it may hang."""
    wanted = solution(exercise, mutant.id.split("/")[1])
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            told(theirs, mutant, exercise, wanted)
        finally:
            os._exit(0)
    os.close(theirs)
    said = collected(ours, time.monotonic() + PATIENCE)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(ours)
    return json.loads(said) if said else {"does not end, or ends the process": []}


def told(descriptor: int, mutant: Mutant, exercise: Exercise, wanted: Notes) -> None:
    """Write the differences as JSON; a mutant that is no Function any more differs altogether."""
    try:
        found = differences(wanted, observed(applied(mutant.source), exercise))
    except Exception as error:  # noqa: BLE001 - whatever a mutant raises is a difference
        found = {"defining it": [repr(error)]}
    with os.fdopen(descriptor, "w") as pipe:
        json.dump(found, pipe)


def collected(descriptor: int, until: float) -> bytes:
    """What is written to a pipe before it is closed; nothing if that takes too long."""
    said = b""
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([descriptor], [], [], left)
        part = os.read(descriptor, PART) if ready else b""
        if ready and not part:
            return said
        said += part
    return b""


def options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pattern", nargs="*", default=["*"], help="ids, with * and ?")
    parser.add_argument("--any", action="store_true", help="also mutants that are not listed")
    parser.add_argument("--json", metavar="PATH", help="add a line with all details for each")
    return parser.parse_args()


def main() -> int:
    """Compare, and tell; the exit code."""
    given = options()
    torch.set_num_threads(1)
    exercises = {exercise.id: exercise for exercise in load_all(roots())}
    listed = {one.id: one for one in equivalents()}
    exact = set(given.pattern)
    patterns = [one for one in given.pattern if set(one) & set("*?")]
    chosen = [
        one
        for one in everything()
        if (given.any or one.id in listed)
        and (one.id in exact or any(fnmatch.fnmatch(one.id, pattern) for pattern in patterns))
    ]
    console, errors = Console(width=100), Console(stderr=True)
    seen, bad = Counter[str](), 0
    for mutant in track(chosen, "comparing", console=errors, disable=not errors.is_terminal):
        found = compared(mutant, exercises[mutant.exercise])
        if given.json:
            with Path(given.json).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"id": mutant.id, "found": found}) + "\n")
        seen.update(list(found) or ["nothing"])
        entry = listed.get(mutant.id)
        named = entry.beyond if entry else ()
        odd = {key: found[key] for key in found if key not in {*named, "rounding"}}
        if odd or (given.any and not entry):
            bad += bool(odd)
            console.print(f"\n{mutant.id}\n{mutant.diff}", markup=False, highlight=False)
        for aspect, details in odd.items():
            shown = "; ".join(details[:FEW])
            console.print(f"  {aspect} ({len(details)}): {shown}", markup=False, highlight=False)
    console.print(f"\n{len(chosen)} compared, {bad} with differences that are not named\n")
    console.print("in what they differ:")
    for aspect, number in seen.most_common():
        console.print(f"{number:6}  {aspect}", markup=False, highlight=False)
    return int(bad > 0)


if __name__ == "__main__":
    raise SystemExit(main())
