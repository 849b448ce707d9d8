"""A repair of a text, tried in this process: for tests of many texts."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from in_process import InProcess

from gradgrader.diagnosis._attempts import Attempts
from gradgrader.diagnosis._exam import other
from gradgrader.diagnosis._patch import Patch, patch
from gradgrader.diagnosis._program import program
from gradgrader.diagnosis._search import Repair, search
from gradgrader.diagnosis._situation import situation
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle
from gradgrader.submissions.sketch import sketches
from gradgrader.submissions.source import Submission, Unit

SOLUTIONS = Path(__file__).parents[2] / "exercises"
MOST = 2_000


@dataclass(frozen=True)
class Mended:
    """What was found for a text; `tried` counts the versions."""

    repairs: list[Repair]
    tried: int
    source: str

    @property
    def best(self) -> Repair | None:
        return next((one for one in self.repairs if not one.around), None)

    @property
    def patch(self) -> Patch | None:
        return patch(self.source, self.best.edits) if self.best else None

    def __str__(self) -> str:
        change = self.patch
        if self.best is None or change is None:
            return "nothing\n"
        kinds = ", ".join(edit.kind for edit in self.best.edits)
        minus = "".join(f"- {line.strip()}\n" for line in change.before.split("\n"))
        plus = "".join(f"+ {line.strip()}\n" for line in change.after.split("\n"))
        return f"{kinds} at {', '.join(map(str, self.best.lines))}\n{minus}{plus}"


@cache
def oracle(exercise: str) -> Oracle:
    known = {one.id: one for one in load_all(roots())}
    return other(Oracle(known[exercise], 0))


def solution(name: str) -> str:
    """The text of exercise/solution."""
    path = SOLUTIONS / name.replace("/", "/solutions/")
    return path.with_suffix(".py").read_text(encoding="utf-8")


def mended(source: str, exercise: str, *, most: int = MOST, formulas: bool = False) -> Mended:
    """Repairs of the Function in this text, which is run here."""
    scope: dict[str, Any] = {"__name__": "learner"}
    exec(compile(ast.parse(source), "learner", "exec"), scope)
    made = [v for v in scope.values() if isinstance(v, type) and v is not torch.autograd.Function]
    function = next(v for v in made if issubclass(v, torch.autograd.Function))
    unit = Unit(name="learner", source=source)
    (sketch, *_) = sketches(Submission(path="learner", units=(unit,))) or [None]
    right = oracle(exercise)
    text = program(sketch, len(right.exercise.inputs)) if sketch else None
    if text is None:
        return Mended([], 0, source)
    attempts = Attempts(InProcess(function), text, most)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in a worker
        here = situation(attempts, right)
        found = search(attempts, right, here, formulas=formulas) if here else []
    return Mended(found, attempts.spent.versions, source)
