"""Every exercise is its own test: starters fail, solutions pass, mistakes fail where they say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from conftest import EXERCISES, strictly

from gradgrader.cli.plain import columns, prose
from gradgrader.cli.show import _facts
from gradgrader.cli.start import written
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Status

STARTERS = sorted(EXERCISES.glob("*/starter.py"))
SOLUTIONS = sorted(EXERCISES.glob("*/solutions/*.py"))
MISTAKES = sorted(EXERCISES.glob("*/mistakes/*.py"))
BAD = {Status.FAILED, Status.CRASHED, Status.TIMED_OUT}


def name(path: Path) -> str:
    return path.relative_to(EXERCISES).with_suffix("").as_posix()


@pytest.mark.parametrize("path", STARTERS, ids=name)
def test_starter_is_not_begun(path: Path, grade) -> None:
    """What `start` writes is matched to its exercise, does not pass, and is known again."""
    (result,) = grade(path).grades

    assert result.exercise == path.parent.name
    assert result.status in BAD
    assert not result.begun


@pytest.mark.parametrize("path", SOLUTIONS, ids=name)
def test_solution_passes(path: Path, grade) -> None:
    """A right solution passes everything, advisory checks included."""
    (result,) = grade(path, **strictly(path)).grades

    assert result.exercise == path.parents[1].name
    assert result.score == result.max_score
    assert [c for c in result.checks if c.status is not Status.PASSED] == []


@pytest.mark.parametrize("path", MISTAKES, ids=name)
def test_mistake_fails_where_it_says(path: Path, grade) -> None:
    """A mistake fails, in just the blocks or by the check that its second line names."""
    exercise = path.parents[1].name
    lines = path.read_text(encoding="utf-8").split("\n")
    (result,) = grade(path, exercises=(exercise,), hints=0).grades
    kind, *blocks = re.fullmatch(r"# fails: (.+)", lines[1])[1].split()

    assert result.status in BAD
    assert result.score < result.max_score
    failed = {c.check for c in result.checks if c.required and c.status in BAD}
    if kind == "blocks":
        wrong = {f"{b.output}->{b.input}" for b in result.blocks if b.status is Status.FAILED}
        assert wrong == set(blocks)
    elif kind == "crash":
        assert any(c.status is Status.CRASHED for c in result.checks)
    elif kind == "together":
        assert result.check("gradients").code == "together"
    else:
        assert kind in failed


def test_there_is_enough_of_each(exercises: list[Exercise]) -> None:
    """Three or more solutions and ten or more mistakes in the lab, two and five elsewhere."""
    for exercise in exercises:
        solutions, mistakes = (3, 10) if exercise.group == "lab" else (2, 5)
        folder = EXERCISES / exercise.id
        assert len(list((folder / "solutions").glob("*.py"))) >= solutions
        assert len(list((folder / "mistakes").glob("*.py"))) >= mistakes
        assert len(exercise.hints) >= 3


def test_what_learners_read_fits(exercises: list[Exercise], tmp_path: Path, monkeypatch) -> None:
    """What `start` writes and what `show` and `hint` print has 80 columns at most."""
    monkeypatch.setenv("COLUMNS", "80")
    for exercise in exercises:
        lines = written(exercise, tmp_path / exercise.id).read_text(encoding="utf-8").split("\n")
        lines += [*prose(exercise.statement), *columns(_facts(exercise))]
        lines += [line for hint in exercise.hints for line in prose(hint)]

        assert [line for line in lines if len(line) > 80] == []


def test_one_name_for_what_comes_in(exercises: list[Exercise]) -> None:
    """Statement and starter call the gradient that comes in at `y` gY and gy."""
    for exercise in exercises:
        tree = ast.parse((EXERCISES / exercise.id / "starter.py").read_text(encoding="utf-8"))
        functions = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)}
        names = [argument.arg for argument in functions["backward"].args.args[1:]]

        assert names in ([f"g{out}" for out in exercise.returned], ["gy", "_"]), exercise.id
        for name in names:
            assert name == "_" or re.search(rf"`{name}`", exercise.statement, re.IGNORECASE)
