"""Which entries are wrong, in words that a learner can use."""

from __future__ import annotations

import pytest
import torch

from gradgrader.exercises.where import where


def mask(*rows: str) -> torch.Tensor:
    return torch.tensor([[character == "x" for character in row] for row in rows])


INPUT = torch.tensor([[1.0, -2.0, 3.0], [-4.0, -5.0, 6.0]])
WORDS = {
    "all": (mask("xxx", "xxx"), ""),
    "none": (mask("...", "..."), ""),
    "negative": (mask(".x.", "xx."), "wrong just where `q` is negative"),
    "positive": (mask("x.x", "..x"), "wrong just where `q` is positive"),
    "row": (mask("xx.", "..."), "wrong in row 0 only"),
    "second of two rows": (mask("...", "xx."), "wrong in row 1 only"),
    "column": (mask(".x.", ".x."), "wrong in column 1 only"),
    "last column": (mask("..x", "..x"), "wrong in the last column only"),
    "one": (mask(".x.", "..."), "no other entry is wrong"),
    "scattered": (mask("x..", ".x."), "2 of 6 entries are wrong"),
}


@pytest.mark.parametrize("name", WORDS)
def test_words(name: str) -> None:
    """Signs of the input first, then a row or a column, else a count."""
    wrong, words = WORDS[name]

    assert where(wrong, INPUT, "q") == words


def test_other_dimensions() -> None:
    """Entries of a vector, axes of a cube, and a scalar."""
    cube = torch.zeros(2, 3, 4, dtype=torch.bool)
    cube[:, 1, :] = True

    assert where(torch.tensor([False, True, False])) == "no other entry is wrong"
    assert where(cube) == "wrong in axis 1, index 1 only"
    assert where(torch.ones((), dtype=torch.bool)) == ""
