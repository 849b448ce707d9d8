"""Notebooks as they are handed in: cells that fail, and lines that only IPython understands."""

from __future__ import annotations

import json

import pytest
from handed_in import ATTN, MATMUL, TANH, code, notebook, problem, problems, statuses

from gradgrader.model.result import Status

PASSED = Status.PASSED


def skipped(report) -> list[tuple[str, str]]:
    """(line, place) of what was skipped for the notebook's shell."""
    return [
        (one.message.split("`")[1], str(one.location))
        for one in report.problems
        if one.code == "magic-skipped"
    ]


def test_failing_cell(grade) -> None:
    """A cell that fails is told, and the cells after it run."""
    report = grade(
        notebook(
            MATMUL, "import torch\nresult = undefined + 1\nlate = 2", TANH, "assert late == 2"
        ),
        name="lab.ipynb",
    )

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problems(report) == [("cell-failed", "cell 2, line 2")]
    assert report.problems[0].message == "NameError: name 'undefined' is not defined"


def test_cell_with_a_syntax_error(grade) -> None:
    """A cell that is no Python costs itself only."""
    report = grade(notebook(MATMUL, "x = = 2", TANH), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problems(report) == [("syntax-error", "cell 2, line 1")]


def test_cell_that_imports_what_is_not_installed(grade) -> None:
    """A missing library is named with its cell, and the classes around it are graded."""
    report = grade(notebook(MATMUL, "import seaborn_of_mine", TANH), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problems(report) == [("not-installed", "cell 2, line 1")]
    assert "seaborn_of_mine" in report.problems[0].message


def test_exit_in_a_cell(grade) -> None:
    """A cell that calls sys.exit() ends that cell; the cells after it run."""
    report = grade(notebook("import sys; sys.exit()", ATTN), name="lab.ipynb")

    assert statuses(report) == {"attn": PASSED}


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("%matplotlib inline", ["%matplotlib inline"]),
        ("!pip install torch", ["!pip install torch"]),
        ("%load_ext autoreload\n%autoreload 2", ["%load_ext autoreload", "%autoreload 2"]),
        ("x = !ls\nfiles = %pwd", ["x = !ls", "files = %pwd"]),
        ("torch.tanh?", ["torch.tanh?"]),
        ("if True:\n    !ls\n    %pwd", ["!ls", "%pwd"]),
        ("%%bash\nls -l | grep 'it's", ["%%bash"]),
        ("%%html\n<b>{not python}</b>", ["%%html"]),
        ("%cd ~/lab; nothing", ["%cd ~/lab; nothing"]),
    ],
)
def test_magics_are_skipped(cell: str, told: list[str], grade) -> None:
    """What only IPython understands is skipped, and said to be; it is no failure."""
    report = grade(notebook(cell, MATMUL), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert [line for line, _ in skipped(report)] == told
    assert len(report.problems) == len(told)


@pytest.mark.parametrize("magic", ["%%time", "%%capture out", "%%timeit -n 1"])
def test_cell_magic_over_python(magic: str, grade) -> None:
    """A class in a cell that is only timed or captured is graded, on the line it stands on."""
    report = grade(notebook("import torch", f"{magic}\n{MATMUL}"), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert str(report.grades[0].location) == "cell 2, line 5"
    assert skipped(report) == [(magic, "cell 2, line 1")]


def test_timed_statement(grade) -> None:
    """`%time x = 1` runs x = 1."""
    report = grade(notebook("%time x = 7", "assert x == 7", TANH), name="lab.ipynb")

    assert statuses(report) == {"tanh": PASSED}
    assert skipped(report) == [("%time x = 7", "cell 1, line 1")]
    assert len(report.problems) == 1


def test_modulo_and_bang_inside_python_stay(grade) -> None:
    """A `%` that continues an expression is Python, and so is what stands in a string."""
    cell = '''
        !ls
        seven = (100
            % 31)
        text = """
        %matplotlib inline
        !ls
        """
        assert seven == 7
        assert text.split() == ["%matplotlib", "inline", "!ls"]
    '''
    report = grade(notebook(cell, MATMUL), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert skipped(report) == [("!ls", "cell 1, line 1")]
    assert len(report.problems) == 1


def test_magic_and_a_real_syntax_error(grade) -> None:
    """A magic in a cell does not hide what is wrong below it."""
    report = grade(notebook("%pylab\nx = (1", MATMUL), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert problem(report, "syntax-error").location.cell == 1


def test_await_at_top_level(grade) -> None:
    """IPython takes `await` at the top of a cell; where it is not run, that is told by cell."""
    report = grade(notebook("import asyncio\nawait asyncio.sleep(0)", MATMUL), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert all(one.location.cell == 1 for one in report.problems)


def test_ipython_names(grade) -> None:
    """get_ipython() and display() are there in Jupyter: without them their cell fails alone."""
    report = grade(
        notebook("get_ipython().run_line_magic('matplotlib', 'inline')", MATMUL, "display(Matmul)"),
        name="lab.ipynb",
    )

    assert statuses(report) == {"matmul": PASSED}


def test_cells_are_numbered_among_all_cells(grade) -> None:
    """Cells count as in Jupyter's own view, text included."""
    book = json.loads(notebook(MATMUL))
    text = {"cell_type": "markdown", "metadata": {}, "source": ["# Lab\n", "100 % right"]}
    book["cells"].insert(0, text)
    report = grade(json.dumps(book), name="lab.ipynb")

    assert str(report.grades[0].location) == "cell 2, line 4"


def test_notebook_of_format_3(grade) -> None:
    """Old notebooks, with worksheets and `input`, are graded all the same."""
    cell = {"cell_type": "code", "input": MATMUL, "language": "python", "outputs": []}
    book = {"worksheets": [{"cells": [cell]}], "metadata": {}, "nbformat": 3, "nbformat_minor": 0}
    report = grade(json.dumps(book), name="old.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert str(report.grades[0].location) == "cell 1, line 4"


def test_future_import_in_a_notebook(grade) -> None:
    """`from __future__ import annotations` in the first cell holds for the later ones."""
    cells = ("from __future__ import annotations", MATMUL.replace("ctx, q, k)", "ctx, q: T, k: U)"))
    report = grade(notebook(*cells), name="lab.ipynb")

    assert statuses(report) == {"matmul": PASSED}
    assert report.problems == ()


def test_error_message_names_the_cell(grade) -> None:
    """An exception in backward is told with cell and line."""
    broken = code(MATMUL).replace("return gx @ k", "return nope @ k")
    report = grade(notebook("import torch", broken), name="lab.ipynb")

    places = [str(p) for p in report.grades[0].check("gradients").locations]
    assert places in (["cell 2, line 13"], [])
    assert any(
        str(place) == "cell 2, line 13" for r in report.grades[0].checks for place in r.locations
    )
