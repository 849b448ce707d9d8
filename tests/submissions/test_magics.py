"""What only IPython understands is blanked out; everything else stays where and what it is."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradgrader.submissions.magics import plain

PYTHON = [
    "x = 1",
    "y = 7 % 3",
    "y = (7\n  % 3)",
    'words = """\n%timeit is a magic\n!so is this\nhelp?\n"""',
    "# %matplotlib inline",
    "print('%d' % 3)",
    "def f(a, *, b=2):\n    return a @ b",
    "class F(Function):\n    pass",
    "if x != 1:\n    x = not x",
    "s = '!ls'  # !ls",
    "",
    "   ",
    "@decorated\nasync def g(): ...",
    "x = y if y else \\\n    3",
]
MAGICS = [
    ("%matplotlib inline", "pass"),
    ("!pip install torch", "pass"),
    ("    %load_ext autoreload", "    pass"),
    ("?torch.tanh", "pass"),
    ("torch.tanh?", "pass"),
    ("torch.tanh??", "pass"),
    ("files = !ls", "files = None"),
    ("t = %pwd", "t = None"),
    ("a, b = !ls", "a, b = None"),
    ("%time y = f(1)", "y = f(1)"),
    ("%timeit -n 10 -r 3 f(1)", "f(1)"),
    ("%%html", "pass"),
]
BROKEN = ["def f(:", "x = = 1", "return return", "print 'x'", "(1", "x = 'open"]


@given(st.lists(st.sampled_from(PYTHON)).map("\n".join))
def test_python_stays_as_it_is(source: str) -> None:
    """Not a character of what parses is touched, whatever it looks like."""
    ast.parse(source)

    assert plain(source) == (source, [])


@given(
    st.lists(st.sampled_from([*PYTHON, *BROKEN, *(magic for magic, _ in MAGICS)])).map("\n".join)
)
def test_line_count_is_kept(source: str) -> None:
    """Every line stays on its line, so that errors and markers are found."""
    if source.lstrip().startswith("%%"):
        source = f"x = 0\n{source}"
    python, skipped = plain(source)

    assert python.count("\n") == source.count("\n")
    lines, before = python.split("\n"), source.split("\n")
    told = {number for number, _ in skipped}
    for number, (now, then) in enumerate(zip(lines, before, strict=True), 1):
        assert now == then or number in told


@given(
    st.lists(st.sampled_from(PYTHON)),
    st.sampled_from(MAGICS[:2]),
    st.lists(st.sampled_from(PYTHON)),
)
def test_magic_among_python_is_blanked_out(
    before: list[str], magic: tuple[str, str], after: list[str]
) -> None:
    """Just that line is replaced and told; the cell parses."""
    source = "\n".join([*before, magic[0], *after])
    python, skipped = plain(source)

    number = "\n".join([*before, magic[0]]).count("\n") + 1
    assert python == "\n".join([*before, magic[1], *after])
    assert skipped == [(number, magic[0])]
    ast.parse(python)


@pytest.mark.parametrize(("magic", "becomes"), MAGICS, ids=lambda text: text.strip())
def test_kinds_of_magic(magic: str, becomes: str) -> None:
    """A line for the shell becomes nothing, or the Python that stands behind it."""
    head = "if True:\n" if magic.startswith(" ") else "x = 1\n"
    python, skipped = plain(f"{head}{magic}\nz = 2")

    assert python == f"{head}{becomes}\nz = 2"
    assert skipped == [(2, magic.strip())]


@pytest.mark.parametrize(
    "first", ["%%time", "%%timeit -n 3", "\n%%capture out", "%%python3", "%%gradgrader attn"]
)
def test_cell_magic_over_python_leaves_the_python(first: str) -> None:
    """A timed cell is Python all the same."""
    python, skipped = plain(f"{first}\nx = 1\n%pwd\n")

    blank = "\n" * first.count("\n")
    assert python == f"{blank}\nx = 1\npass\n"
    assert [text for _, text in skipped] == [first.strip(), "%pwd"]


@pytest.mark.parametrize("first", ["%%bash", "%%html", "%%writefile a.py", "%%javascript"])
def test_cell_of_another_language_is_left_out(first: str) -> None:
    """Nothing of it runs, and the first line is told."""
    python, skipped = plain(f"{first}\nclass F(Function): pass\n")

    assert python.strip() == ""
    assert skipped == [(1, first)]


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("text", PYTHON, ids=range(len(PYTHON)))
def test_error_that_no_magic_explains_stays(text: str, broken: str) -> None:
    """Broken Python is handed on as it is, and lines above it that look like magics aren't told."""
    source = f"{text}\n{broken}"

    assert plain(source) == (source, [])


def test_magic_above_an_error_is_still_skipped() -> None:
    """The magic is told, the error stays for whoever compiles the cell."""
    python, skipped = plain("%pwd\nx = = 1\n!ls")

    assert python.split("\n")[1] == "x = = 1"
    assert (1, "%pwd") in skipped
    with pytest.raises(SyntaxError) as caught:
        ast.parse(python)
    assert caught.value.lineno == 2
