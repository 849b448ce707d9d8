"""Whatever the docs show between fences holds: it is run, read by what reads it, or seen elsewhere.

A block that nobody knows how to hold is a failure, and so is an excuse for one that is gone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copy
from textwrap import dedent

import pytest
from blocks import Asked, Block, blocks, words_of, written
from conftest import ROOT
from distributed.cli import dask_scheduler, dask_worker
from holding import Reader
from in_process import write_exercise
from made import hand_in, report, run
from test_watch import RIGHT, notebook

from gradgrader.gradebook.book import Gradebook
from gradgrader.model.cohort import Source

PATHS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
PAGES = {path.relative_to(ROOT).as_posix(): path for path in sorted(PATHS)}
BLOCKS = {page: blocks(path) for page, path in PAGES.items()}
GENERATED = re.compile(r"<!-- output of: (.+) -->\n$")  # by `make docs`, and CI compares
MADE = "Made by `make docs`"
HERE = "tests/engines starts a cluster on this machine; there is no other"
DRAWING = "a drawing"
EXCUSES = {  # by the words that a block begins with
    ("README.md", "make demo"): "the tests run in the second; the first is in tests/golden",
    ("docs/architecture.md", "gradgrader reads the submission's"): DRAWING,
    ("docs/cluster.md", "pip install 'gradgrader[cluster]'"): HERE,
    ("docs/cluster.md", "gradgrader grade reads submissions"): DRAWING,
    ("docs/cluster.md", "dask scheduler --protocol tls"): HERE,
    ("docs/cluster.md", "#!/bin/bash"): "SLURM runs it",
    ("docs/cluster.md", "dask scheduler --scheduler-file ~/grading.json"): "SLURM runs it",
    ("docs/cluster.md", "from dask_jobqueue import SLURMCluster"): "it submits to SLURM",
    ("docs/cluster.md", "FROM python:3.12-slim"): "it needs a registry of images",
    ("docs/cluster.md", "helm install --repo https://helm.dask.org"): "it needs Kubernetes",
    ("docs/cluster.md", "from dask_kubernetes.operator import KubeCluster"): "it needs Kubernetes",
    ("docs/exercises.md", "exercises/attn/"): DRAWING,
    ("docs/index.md", "python3 -m venv .venv"): "tests/test_wheel.py installs it, without an index",
}
ELSEWHERE = {
    ("docs/architecture.md", '"""Does forward give the'): (
        "tests/test_docs.py::test_example_of_a_check_is_one_new_file"
    ),
    ("docs/exercises.md", "gradgrader: error: exercises/scale/exercise.yaml:9:3: inputs.w:"): (
        "tests/test_docs.py::test_example_of_an_exercise_loads"
    ),
    ("docs/learning.md", "13:40:28 lab.ipynb: 1 of"): (
        "tests/test_watch.py::test_the_page_shows_what_a_pipe_shows"
    ),
    ("docs/testing.md", "import torch"): (
        "tests/own/test_asserted.py::test_pytest_shows_the_report"
    ),
}
WATCHED = "gradgrader watch mine.py"  # in a terminal, by tests/test_watch.py
DASK = {"scheduler": dask_scheduler.main, "worker": dask_worker.main}


def a_course(folder: Path, name: str) -> None:
    """The exercise that docs/exercises.md shows."""
    shown = next(block for block in BLOCKS["docs/exercises.md"] if "id: scale" in block.text)
    write_exercise(folder, shown.text.replace("id: scale", f"id: {name}"), name)


def a_class(folder: Path) -> None:
    """A gradebook in which one has a mistake."""
    with Gradebook.open(folder / "week1.gradebook") as book:
        number = book.begin(run())
        book.keep("1", [Source(text="import torch\n")])
        book.record(number, hand_in("ada"), "1", report(tanh=1.0, attn=0.5))


# what a page takes for granted
GIVEN: dict[str, Callable[[Path], object]] = {
    "docs/audit.md": lambda folder: copy(ROOT / "tests" / "audit" / "functions.py", folder),
    "docs/ci.md": lambda folder: (
        (folder / "week1.ipynb").write_text(notebook(RIGHT)),
        a_course(folder / "course", "mine"),
    ),
    "docs/editors.md": lambda folder: a_course(folder / "exercises", "scale"),
    "docs/exercises.md": lambda folder: (folder / "forward.py").write_text("return 2 * x @ y\n"),
    "docs/gradebook.md": a_class,
}


def followed(block: Block) -> bool:
    """Whether tests/test_tutorials.py does what it says."""
    return block.page.startswith("docs/tutorials/") and (
        block.kind == "console" or "title=" in block.about
    )


def left(page: str) -> list[Block]:
    """What is neither generated nor followed, excused or held by a test of its own."""
    if MADE in PAGES[page].read_text(encoding="utf-8")[:200]:
        return []
    listed = EXCUSES.keys() | ELSEWHERE.keys()
    return [
        block
        for block in BLOCKS[page]
        if not followed(block)
        and not GENERATED.search(block.before)
        and (page, block.name) not in listed
    ]


def at_work() -> tuple[Asked, ...]:
    """What of ours is run somewhere, with its options; of two that are alike one is."""
    every = [block for page in PAGES for block in BLOCKS[page]]
    lines = [WATCHED, *(m[1] for block in every if (m := GENERATED.search(block.before)))]
    lines += [line for block in every if followed(block) for line in block.commands]
    return tuple(asked for line in lines if (asked := Asked.of(line)))


@pytest.mark.parametrize("page", [page for page in PAGES if left(page)])
def test_page_holds(page: str, tmp_path: Path) -> None:
    """Block after block, in one folder, as who reads it would do."""
    folder, home = tmp_path / "here", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    GIVEN.get(page, lambda _: None)(folder)
    someone = Reader(folder, home, at_work())
    for block in left(page):
        someone.hold(block)


def test_every_excuse_is_needed() -> None:
    """What is listed stands in its page once; what a test holds is named in that test's module."""
    names = [(block.page, block.name) for page in PAGES for block in BLOCKS[page]]
    generated = [page for page in PAGES if MADE in PAGES[page].read_text("utf-8")[:200]]
    makes = (ROOT / "tools" / "docs.py").read_text(encoding="utf-8")

    assert [one for one in (*EXCUSES, *ELSEWHERE) if names.count(one) != 1] == []
    assert [key for key, test in ELSEWHERE.items() if not names_it(test, key[0])] == []
    assert [page for page in generated if f'"{Path(page).name}"' not in makes] == []


def names_it(test: str, page: str) -> bool:
    """Whether there is such a test, and the page is named in it."""
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == name]
    return any(page in ast.unparse(one) for one in found)


@pytest.mark.parametrize("page", PAGES)
def test_commands_are_ours(page: str) -> None:
    """Every command in a sentence or a block is one of ours, with options that it has."""
    asked = [Asked.of(line) for line in written(PAGES[page])]
    assert None not in asked


def test_what_others_run_is_theirs() -> None:
    """dask's commands have these options, Python can be read, and make knows its targets."""
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for block in (block for page in PAGES for block in BLOCKS[page]):
        if block.kind == "python":
            ast.parse(dedent(block.text))
        for words in map(words_of, block.commands if block.kind == "sh" else ()):
            if words[:1] == ["dask"]:
                command = DASK[words[1]]
                command.make_parser(command.context_class(command)).parse_args(words[2:])
    for page, path in PAGES.items():
        targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", path.read_text("utf-8"), re.MULTILINE))
        assert targets <= rules, page


def test_a_block_that_nobody_knows_fails(tmp_path: Path) -> None:
    """So does one that is wrong: a command that fails, an output that nobody has seen."""
    someone = Reader(tmp_path, tmp_path, ())
    for about, text in (
        ("", "1 of 1 passed"),
        ("perl", "print 1"),
        ("text", "0 of 1 passed, and so on"),
        ("sh", "gradgrader show no-such-exercise"),
        ("sh", "gradgrader start tanh\ngradgrader start tanh"),
    ):
        with pytest.raises(AssertionError):
            someone.hold(Block("docs/page.md", 1, about, f"{text}\n", ""))
