"""Notebooks in a real kernel: the example shows what it says, and what goes wrong is told.

UPDATE_GOLDEN=1 writes the example's outputs anew.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient
from nbformat import NotebookNode

EXAMPLE = ROOT / "examples" / "jupyter.ipynb"
# times, and measured tolerances: another machine has others
VARYING = re.compile(r"\d+\.\d s\b|\d+\.\d</?\w*>? s|(?<=\d > )\S+|(?<=\d &gt; )\S+")
MORE = {
    "fails": "%%gradgrader tanh\nclass A(torch.autograd.Function): pass\nraise ValueError('mine')",
    "none": "%%gradgrader tanh\nx = 1",
    "unknown": "%%gradgrader tahn\nx = 1",
    "option": "%%gradgrader tanh --hint\nx = 1",
    "two": (
        "%%gradgrader\n"
        "class Same(Tanh):\n"
        "    @staticmethod\n"
        "    def backward(ctx, ga):\n"
        "        return Tanh.backward(ctx, ga)\n\n\n"
        "class Other(Tanh):\n"
        "    @staticmethod\n"
        "    def backward(ctx, ga):\n"
        "        raise KeyError('<script>')"
    ),
    "show": "%gradgrader show tanh",
    "usage": "%gradgrader shwo tanh",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[NotebookNode, dict[str, str]]:
    """The example as a kernel shows it today, and what further cells show, as text."""
    book = nbformat.read(EXAMPLE, as_version=4)
    count = len(book.cells)
    book.cells += [nbformat.v4.new_code_cell(source) for source in MORE.values()]
    folder = tmp_path_factory.mktemp("notebook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_RUNTIME_DIR", str(folder / "runtime"))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("NO_COLOR", "1")
        where = {"metadata": {"path": str(folder)}}
        NotebookClient(book, timeout=120, allow_errors=True, resources=where).execute()
    more = dict(zip(MORE, (text(cell) for cell in book.cells[count:]), strict=True))
    book.cells = book.cells[:count]
    for cell in book.cells:
        cell.metadata.pop("execution", None)  # when it was run
    return book, more


def forms(cell: NotebookNode) -> list[dict[str, str]]:
    """What each output of a cell is, in every form."""
    return [
        one.get("data") or {one["output_type"]: one.get("text") or "\n".join(one["traceback"])}
        for one in cell.get("outputs", ())
    ]


def text(cell: NotebookNode) -> str:
    whole = "\n".join(one.get("text/plain") or "".join(one.values()) for one in forms(cell))
    return re.sub(r"\x1b\[[\d;]*m", "", whole)


def settled(book: NotebookNode) -> list[list[dict[str, str]]]:
    return [
        [{kind: VARYING.sub("~", value) for kind, value in one.items()} for one in forms(cell)]
        for cell in book.cells
    ]


def test_example_shows_what_it_says(books) -> None:
    book, _ = books
    if os.environ.get("UPDATE_GOLDEN") and settled(book) != settled(read()):
        nbformat.write(book, EXAMPLE)

    assert settled(book) == settled(read())
    assert [sorted(one) for cell in book.cells for one in forms(cell)] == [
        ["text/html", "text/plain"],
        ["text/html", "text/plain"],
        ["stream"],
        ["text/html", "text/plain"],
    ]


def read(path: Path = EXAMPLE) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def test_a_cell_that_fails_is_shown_and_not_graded(books) -> None:
    shown = books[1]["fails"]
    assert "ValueError: mine" in shown
    assert "The cell failed: nothing was graded." in shown
    assert "points" not in shown


def test_each_function_of_a_cell_is_graded(books) -> None:
    """Lines are counted as one sees them, the magic's own among them."""
    shown = books[1]["two"]
    assert shown.startswith("Same, Other · 2 functions · 2 exercises\n")
    assert re.search(r"✔ tanh +line 2 +Same ", shown)
    assert re.search(r"✘ tanh +line 8 +Other ", shown)
    assert "backward raised KeyError: '<script>'" in shown
    assert "line 11  raise KeyError('<script>')" in shown


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("none", "This cell defines no Function (a subclass of torch.autograd.Function)"),
        ("unknown", "UsageError: there is no exercise 'tahn': try tanh"),
        ("option", "UsageError: argument --hints: expected one argument"),
        ("show", "tanh"),
        ("usage", "UsageError: above a cell: %%gradgrader ID; else: %gradgrader list,"),
    ],
)
def test_what_is_said_instead_of_a_grade(books, cell: str, words: str) -> None:
    assert words in books[1][cell]
