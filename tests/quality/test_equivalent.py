"""What is called right was compared with its solution, and the comparison sees what it should."""

from __future__ import annotations

from collections import Counter

import pytest
from equivalent import BEYOND, equivalents
from mutants import EXERCISES, of_files
from observe import applied, observed
from sights import Notes, differences

from gradgrader.model.exercise import Exercise

SOLUTION = """\
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g * (1 - a * a)
"""
APART = 170  # every so many entries one is compared again


@pytest.fixture(scope="module")
def lab(exercises: list[Exercise]) -> dict[str, Exercise]:
    return {one.id: one for one in exercises}


@pytest.fixture(scope="module")
def seen(lab: dict[str, Exercise]) -> Notes:
    return observed(applied(SOLUTION), lab["tanh"])


def compared(seen, lab, before: str, after: str) -> dict[str, list[str]]:
    assert SOLUTION.count(before) == 1
    return differences(seen, observed(applied(SOLUTION.replace(before, after)), lab["tanh"]))


def test_the_same_does_not_differ(seen, lab) -> None:
    assert compared(seen, lab, "torch.tanh(x)", "x.tanh()") == {}


@pytest.mark.parametrize(
    ("before", "after", "aspect"),
    [
        ("g * (1 - a * a)", "g * (1 - a)", "gradients"),
        ("g * (1 - a * a)", "g * (1 - a * a).detach()", "second derivatives"),
        ("g * (1 - a * a)", "g * (1 - (a * a).abs())", "third derivatives at 0"),
        ("g * (1 - a * a)", "g * (1 - a.clone() * a)", "rounding"),
        ("g * (1 - a * a)", "(1 - a * a).mul_(g)", "batched cotangents"),
        ("g * (1 - a * a)", "g.mul_(1 - a * a)", "what a call changes"),
        ("ctx.save_for_backward(a)", "ctx.save_for_backward(a.clone())", "what is saved"),
        ("(a,) = ctx.saved_tensors", "a = ctx.saved_tensors[0].data", "second derivatives"),
        ("return a\n", "return a.clone()\n", "second derivatives"),
        ("a = torch.tanh(x)", "a = ctx.a = torch.tanh(x)", "what stays alive"),
        ("a = torch.tanh(x)", "a = x.tanh_()", "what a call changes"),
        ("a = torch.tanh(x)", "a = torch.tanh(x.float()).to(x)", "values"),
        ("ctx.save_for_backward(a)", "ctx.save_for_backward(a, x)", "what is saved"),
    ],
)
def test_a_difference_is_seen(seen, lab, before: str, after: str, aspect: str) -> None:
    """Each under its own name."""
    assert aspect in compared(seen, lab, before, after)


@pytest.mark.parametrize("entry", equivalents()[::APART], ids=lambda entry: entry.id)
def test_an_entry_differs_only_in_what_it_names(entry, lab) -> None:
    """Every so many entries; `tools/equivalent.py` compares all."""
    name, solution = entry.id.split("/")[:2]
    path = EXERCISES / name / "solutions" / f"{solution}.py"
    (source,) = (one.source for one in of_files([path.with_suffix("")]) if one.id == entry.id)
    one, other = (
        observed(applied(text), lab[name]) for text in (path.read_text(encoding="utf-8"), source)
    )

    assert set(differences(one, other)) <= {*entry.beyond, "rounding"}


def test_the_page_counts_what_is_listed() -> None:
    """docs/quality.md has a row for each aspect, with the number of its entries."""
    page = (EXERCISES.parent / "docs" / "quality.md").read_text(encoding="utf-8")
    entries = equivalents()
    counts = Counter(aspect for entry in entries for aspect in entry.beyond)

    assert f"| equivalent mutants | {len(entries)} |" in page
    assert set(counts) == set(BEYOND)
    for aspect, about in BEYOND.items():
        assert f"| {aspect} | {counts[aspect]} | {about} |" in page
