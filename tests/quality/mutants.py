"""The mutants that the grader is held against: of the lab's solutions, by the package's own steps.

Nothing is left out because it looks harmless: which mutants are equivalent is decided by
inspection, one by one, in each exercise's equivalent.yaml.

`make quality` takes the quick set (every mutant of one main solution for each exercise),
`tools/quality.py --all` those of every solution; `gradgrader exercise validate` does so for others.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from gradgrader.proofs._mutation.making import Mutant, mutants_of

EXERCISES = Path(__file__).parents[2] / "exercises"
LAB = ("matmul", "tanh", "matmul_nn", "attn")
MAIN = ("matmul/plain", "tanh/save_output", "matmul_nn/plain", "attn/save_output")


@cache
def quick() -> list[Mutant]:
    """The mutants of the main solutions."""
    return of_files(EXERCISES / name.replace("/", "/solutions/") for name in MAIN)


def everything(exercises: Iterable[str] = LAB) -> list[Mutant]:
    """The mutants of all solutions; the quick ones are among them, with the same ids."""
    paths = (path for one in sorted(exercises) for path in (EXERCISES / one).glob("solutions/*.py"))
    return of_files(path.with_suffix("") for path in sorted(paths))


def of_files(paths: Iterable[Path]) -> list[Mutant]:
    """The mutants of these solutions (their paths without .py)."""
    return [
        mutant
        for path in paths
        for mutant in mutants_of(
            path.with_suffix(".py").read_text(encoding="utf-8"), path.parents[1].name, path.name
        )
    ]
