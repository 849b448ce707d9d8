"""Submissions of one run don't import each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import MATMUL, TANH, code, write

from gradgrader.submissions.apart import kept_apart
from gradgrader.submissions.read import read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Bob imports what Alice has handed in, and a helper that the course gave to all."""
    return write(
        tmp_path, alice=TANH, bob=code("import alice", "import helper", MATMUL), helper="x = 1\n"
    )


def test_neighbour_is_left_out_and_told(folder: Path) -> None:
    """The helper stays; whoever imports a neighbour is told so, the neighbour isn't."""
    paths = [folder / "alice.py", folder / "bob.py"]
    alice, bob = kept_apart(paths, [read(path) for path in paths])

    assert set(bob.modules) == {"helper"}
    assert [(str(p.location), p.message) for p in bob.problems] == [
        ("alice.py", "is a submission of its own in this run, and can't be imported")
    ]
    assert alice.problems == ()


def test_file_that_is_graded_alone_imports_what_it_likes(folder: Path) -> None:
    """And one that is given twice is no neighbour of its own; a folder is its own."""
    bob = read(folder / "bob.py")

    assert kept_apart([folder / "bob.py"] * 2, [bob, bob]) == [bob, bob]
    whole = read(folder)
    assert kept_apart([folder, folder / "alice.py"], [whole, read(folder / "alice.py")])[0] is whole


def test_command_tells_it(folder: Path, gradgrader) -> None:
    """By another name as well; the import fails at the learner's own line."""
    (folder / "link").symlink_to(folder)
    ran = gradgrader("check", "alice.py", "link/bob.py")

    assert ran.code == 0
    assert "alice.py: is a submission of its own in this run" in ran.out
    assert "ModuleNotFoundError: No module named 'alice'" in ran.out
