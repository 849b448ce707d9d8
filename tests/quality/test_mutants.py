"""The engine behind `make quality`: its mutants are valid, distinct, stable, and of every kind."""

from __future__ import annotations

import ast
from collections import Counter
from textwrap import dedent

import pytest
from equivalent import BEYOND, equivalents
from mutants import EXERCISES, MAIN, everything, quick

from gradgrader.proofs._mutation.making import KINDS, Mutant
from gradgrader.proofs._mutation.making import mutants_of as mutants

TINY = dedent(
    """\
    import torch


    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return g + g
    """
)
EXPECTED = """\
x + 2, x - 2, x / 2, x @ 2, x ** 2, -(x * 2), -x * 2, 2 * x, x, 2,
x * 0, x * 1, x * 3, x * -2, (x * 2).T, pass,
(x * 2).detach(), (x * 2).abs(), (x * 2).clone(), (x * 2).float(),
x.detach() * 2, x.abs() * 2, x.clone() * 2, x.float() * 2,
None, torch.zeros_like(x * 2), x.mul_(2),
g - g, g * g, g / g, g @ g, g ** g, -(g + g), -g + g, g + -g, g, (g + g).T, pass,
(g + g).detach(), (g + g).abs(), (g + g).clone(), (g + g).float(),
g.detach() + g, g.abs() + g, g.clone() + g, g.float() + g,
g + g.detach(), g + g.abs(), g + g.clone(), g + g.float(),
None, torch.zeros_like(g + g), g.add_(g)"""
METHODS = 2  # left out as a whole


@pytest.fixture(scope="module")
def made() -> list[Mutant]:
    return quick()


@pytest.fixture(scope="module")
def every() -> list[Mutant]:
    return everything(["matmul", "tanh"])


def solution(mutant: Mutant) -> str:
    exercise, name, *_ = mutant.id.split("/")
    return (EXERCISES / exercise / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def test_a_tiny_function_yields_just_these() -> None:
    """Every mutant of a class with two lines, written by hand."""
    found = mutants(TINY, "double", "tiny")
    lines = [one for one in found if one.diff.count("\n") == 2]
    new = [one.diff.rpartition("\n+")[2].strip().removeprefix("return ") for one in lines]

    assert Counter(EXPECTED.replace("\n", " ").split(", ")) == Counter(new)
    assert len(found) == len(lines) + METHODS


def test_mutants_compile_and_differ(made: list[Mutant]) -> None:
    """Each is valid, not its solution, and no other mutant of it, as a syntax tree."""
    trees: dict[str, set[str]] = {}
    for mutant in made:
        original = solution(mutant)
        seen = trees.setdefault(original, {ast.dump(ast.parse(original))})
        compile(mutant.source, mutant.id, "exec")
        tree = ast.dump(ast.parse(mutant.source))

        assert tree not in seen, mutant.id
        seen.add(tree)


def test_a_diff_shows_one_place(made: list[Mutant]) -> None:
    """One line is another, unless a statement of several lines is left out."""
    for mutant in made:
        head, *lines = mutant.diff.split("\n")

        assert head.startswith("@@ ")
        assert [line[0] for line in lines].count("+") == 1, mutant.id
        assert len(lines) == 2 or mutant.kind == "statement", mutant.id


def test_ids_are_unique_and_stable(made: list[Mutant]) -> None:
    """A second run makes the same, and an id names solution, line and kind."""
    ids = [mutant.id for mutant in made]

    assert len(set(ids)) == len(ids)
    assert quick.__wrapped__() == made
    for mutant in made:
        exercise, name, line, kind, _ = mutant.id.split("/")
        assert f"{exercise}/{name}" in MAIN
        assert (exercise, kind) == (mutant.exercise, mutant.kind)
        assert mutant.diff.split("\n")[0].startswith(f"@@ -{line}")


def test_every_kind_occurs_and_the_quick_ones_are_among_all(
    made: list[Mutant], every: list[Mutant]
) -> None:
    """No kind of mutation is dead code; `--all` grades what `--quick` does, and more."""
    assert {mutant.kind for mutant in every} == set(KINDS)
    assert {mutant for mutant in made if mutant.exercise in {"matmul", "tanh"}} < set(every)


def test_helpers_of_the_module_are_mutated() -> None:
    """What a class uses from its module is a part of the solution, other things are not."""
    helpers = "def half(t):\n    return t / 2\n\n\ndef unused(t):\n    return t / 3\n\n\n"
    source = helpers + TINY.replace("x * 2", "half(x)")
    changed = "\n".join(one.diff for one in mutants(source, "double", "tiny"))

    assert "t * 2" in changed
    assert "t * 3" not in changed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('torch.einsum("ij,jk->ik", x, x)', 'torch.einsum("ji,jk->ik", x, x)'),
        ("x.mm(x)", "x.T.mm(x)"),
        ("torch.matmul(x, x.t())", "torch.matmul(x, x)"),
        ("x if ctx.needs_input_grad[0] else None", "x if ctx.needs_input_grad[1] else None"),
        ("x if x is not None else None", "x if x is None else None"),
        ("torch.tanh(x)", "torch.sigmoid(x)"),
        ("x.clone()", "x"),
        ("(1 - x) * x", "(1 - x).mul_(x)"),
    ],
)
def test_a_step_of_each_kind(before: str, after: str) -> None:
    """What the brief names is made, and written as a person would."""
    sources = {one.source for one in mutants(TINY.replace("x * 2", before), "double", "tiny")}

    assert TINY.replace("x * 2", after) in sources


def test_equivalent_mutants_are_justified(every: list[Mutant]) -> None:
    """Every entry is a mutant with that diff, once, says why it is right, and what is beyond.

    Of two exercises here; `make quality ARGS=--all` holds all of them to it.
    """
    diffs = {mutant.id: mutant.diff for mutant in every}
    entries = [one for one in equivalents() if one.id.split("/")[0] in {"matmul", "tanh"}]

    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.diff == diffs.get(entry.id)
        assert len(entry.why.split()) > 5
        assert set(entry.beyond) <= set(BEYOND)
