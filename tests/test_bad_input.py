"""What can't be graded is told at once, by its name, with the way out, and without torch."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from conftest import Ran
from handed_in import MATMUL, TANH, notebook, statuses, write

from gradgrader.model.result import Status

STARTED = 97  # exit code: torch was imported, or a process was started
WATCHED = f"""
import os, sys
def watch(event, args):
    if event in ("subprocess.Popen", "os.fork", "os.posix_spawn") or (
        event == "import" and args[0] == "torch"
    ):
        os._exit({STARTED})
sys.addaudithook(watch)
from gradgrader.cli.app import main
sys.argv[0] = "gradgrader"
main()
"""


@pytest.fixture
def quick(tmp_path):
    """Run the command, which must neither import torch nor start a process."""

    def run(*arguments: object) -> Ran:
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, *map(str, arguments)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
            env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "XDG_CACHE_HOME": str(tmp_path)},
        )
        assert done.returncode != STARTED, "torch was imported, or a process was started"
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def test_watch_would_notice(quick, tmp_path) -> None:
    """The watch of these tests does see a grader that is started."""
    write(tmp_path, solution=MATMUL)

    with pytest.raises(AssertionError, match="a process was started"):
        quick("check", "solution.py")


def test_missing_file(quick, tmp_path) -> None:
    """A misspelt name is answered with the near one."""
    write(tmp_path, solution=MATMUL)
    ran = quick("check", "solutoin.py")

    assert ran.code == 2
    assert "there is no such file" in ran.out
    assert "did you mean solution.py?" in ran.out


def test_missing_file_among_many(quick, tmp_path) -> None:
    """Where no name is near, a folder of many files is not recited."""
    write(tmp_path, **{f"learner_{n:03}": MATMUL for n in range(100)})
    ran = quick("check", "zzz.py")

    assert ran.code == 2
    assert ran.out.count("learner_") < 10


@pytest.mark.parametrize("name", ["lab1", "notes.txt", "lab1/"])
def test_missing_path_that_is_no_python_name(name: str, quick) -> None:
    """A missing folder or text is missing, whatever its name ends with."""
    ran = quick("check", name)

    assert ran.code == 2
    assert "there is no such file" in ran.out


NOTHING = {
    "empty.py": ("", "is empty"),
    "blank.py": ("\n  \n\n", "is empty"),
    "comments.py": ("# to do\n# all of it\n", "defines no autograd.Function"),
    "plain.py": ("import torch\nprint(torch.ones(2))\n", "defines no autograd.Function"),
    "no_cells.ipynb": (notebook(), "is empty"),
    "text_only.ipynb": (
        json.dumps({"cells": [{"cell_type": "markdown", "source": ["# Lab"]}], "nbformat": 4}),
        "is empty",
    ),
    "no_list.ipynb": ('{"metadata": {}}', "is no notebook: it has no cells"),
    "list.ipynb": ("[1, 2]", "is no notebook: it has no cells"),
    "broken.ipynb": (notebook(MATMUL)[:-40], "is no notebook: its JSON breaks off"),
    "python.ipynb": (MATMUL, "is no notebook"),
    "null.py": ("import torch\nx = '\0'\n", "line 2: contains a null byte"),
    "no_backward.py": (
        MATMUL.split("    @staticmethod\n    def backward")[0],
        "line 4: class Matmul has no backward, so there is nothing to grade",
    ),
    "tabs.py": (
        "if True:\n        x = 1\n\ty = 2\n",
        "line 3: inconsistent use of tabs and spaces in indentation",
    ),
    "only_broken_cell.ipynb": (notebook("class A(:"), "invalid syntax"),
}


@pytest.mark.parametrize("name", NOTHING)
def test_file_in_which_nothing_can_be_graded(name: str, quick, tmp_path) -> None:
    """Exit code 2, and what is the matter, by file and line."""
    text, words = NOTHING[name]
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = quick("check", name)

    assert ran.code == 2
    assert ran.out.startswith(name)
    assert words in ran.out
    assert "nothing could be graded" in ran.out
    assert ran.err == ""


def test_syntax_error(quick, tmp_path) -> None:
    """Python's own words, the line, and a caret below the place."""
    write(tmp_path, solution="import torch\nclass A(torch.autograd.Function)\n    pass\n")
    ran = quick("check", "solution.py")

    assert ran.code == 2
    lines = [line.rstrip() for line in ran.out.split("\n")]
    at = next(n for n, line in enumerate(lines) if "line 2: expected ':'" in line)
    shown, caret = lines[at + 1 : at + 3]
    assert shown.strip() == "class A(torch.autograd.Function)"
    assert caret.strip() == "^"
    assert caret.index("^") == shown.index(")") + 1


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-16", "is UTF-16, and Python reads UTF-8"),
        ("utf-32", "is UTF-32, and Python reads UTF-8"),
        ("latin-1", "line 14: is not UTF-8 (byte 0xe4), and declares no other encoding"),
        ("utf-16-le", "null byte"),
    ],
)
def test_other_encodings(encoding: str, words: str, quick, tmp_path) -> None:
    """A file that is no UTF-8 is told what it is, and how to save it."""
    (tmp_path / "solution.py").write_bytes(
        (MATMUL + "# Lösung: erklärt\n").replace("ö", "ä").encode(encoding)
    )
    ran = quick("check", "solution.py")

    assert ran.code == 2
    assert words in ran.out
    assert "UTF-8" in ran.out


def test_unknown_declared_encoding(quick, tmp_path) -> None:
    """A cookie that names no encoding is told on its line, by that name."""
    (tmp_path / "solution.py").write_text("# -*- coding: utf-9 -*-\n" + MATMUL, encoding="utf-8")
    ran = quick("check", "solution.py")

    assert ran.code == 2
    assert "line 1: declares an encoding that Python doesn't know" in ran.out


def test_encodings_that_are_fine(grade, tmp_path) -> None:
    """A byte-order mark, Windows line ends and latin-1 with a cookie are graded."""
    marked, latin = tmp_path / "bom.py", tmp_path / "latin.py"
    marked.write_bytes(b"\xef\xbb\xbf" + MATMUL.replace("\n", "\r\n").encode())
    latin.write_bytes(("# -*- coding: latin-1 -*-\n" + TANH + "# erklärt\n").encode("latin-1"))

    assert statuses(grade(marked)) == {"matmul": Status.PASSED}
    assert statuses(grade(latin)) == {"tanh": Status.PASSED}


def test_text_file(quick, tmp_path) -> None:
    """A .txt file is refused in words that say so."""
    (tmp_path / "notes.txt").write_text(MATMUL, encoding="utf-8")
    ran = quick("check", "notes.txt")

    assert ran.code == 2
    assert ".txt" in ran.out
    assert "is a .txt file that can be graded" not in ran.out
    assert "give a .py file, an .ipynb notebook, or a folder of them" in ran.out


def test_folders_in_which_nothing_can_be_graded(quick, tmp_path) -> None:
    """An empty folder, and one whose files define no Function."""
    (tmp_path / "empty").mkdir()
    write(tmp_path / "plain", one="x = 1\n", two="y = 2\n")
    empty, plain = quick("check", "empty"), quick("check", "plain")

    assert (empty.code, plain.code) == (2, 2)
    assert "holds no .py file and no notebook" in empty.out
    assert "defines no autograd.Function" in plain.out


def test_unreadable_file(quick, tmp_path) -> None:
    """A folder called solution.py is looked into, and a dangling link is missing."""
    (tmp_path / "solution.py").mkdir()
    (tmp_path / "link.py").symlink_to(tmp_path / "nowhere.py")

    assert quick("check", "solution.py").code == 2
    assert "there is no such file" in quick("check", "link.py").out
