"""What the command prints, whole. UPDATE_GOLDEN=1 writes the files anew: then read the diff."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import ROOT, TESTS

GOLDEN = TESTS / "golden"
# times, and the rounding errors of right gradients, differ from machine to machine
VARYING = re.compile(
    r"\d+\.\d s\b|(?<=✔ )[\de.+-]+ ≤ \S+ *|(?<=\d > )\S+ *|(?<=isolation )[\w (),]+"
)
CASES = {
    "week1": ["examples/week1.ipynb"],
    "week1-strict": ["examples/week1.ipynb", "--strict"],
    "attention": ["examples/attention.py"],
    "advisory": ["tests/quality/wrong/memory/attn_inputs_kept.py"],
    "hints": ["exercises/attn/mistakes/ga_ignored.py", "--hints", "2"],
    "everything": ["tests/golden/everything.py"],
    "everything-verbose": ["tests/golden/everything.py", "--verbose"],
    "two-quiet": ["examples/week1.ipynb", "examples/attention.py", "no_such.py", "--quiet"],
    "syntax-error": ["tests/golden/broken.py"],
}
WIDTHS = {80: list(CASES), 120: ["week1", "everything"], 40: ["week1", "everything"]}


def compare(path: Path, text: str) -> None:
    """Hold `text` against a golden file, or write it."""
    if os.environ.get("UPDATE_GOLDEN"):
        old = path.read_text(encoding="utf-8") if path.is_file() else ""
        if settled(old) != settled(text):
            path.write_text(text, encoding="utf-8")
    expected = path.read_text(encoding="utf-8")

    assert settled(text) == settled(expected)


def settled(text: str) -> str:
    """Without what another machine would print otherwise, and without the room that it takes."""
    text = VARYING.sub("~", text)
    return re.sub(" +", " ", text) if "✔~" in text.replace(" ", "") else text


@pytest.mark.parametrize(
    ("name", "width"), [(name, width) for width, names in WIDTHS.items() for name in names]
)
def test_report(name: str, width: int, gradgrader) -> None:
    """The report in a pipe: no colour, nothing cut, no line wider than asked for."""
    ran = gradgrader("check", *CASES[name], "--isolation", "process", cwd=ROOT, columns=width)

    compare(GOLDEN / f"{name}.{width}.txt", ran.out)
    assert ran.err == ""
    assert "\x1b" not in ran.out
    assert "…" not in ran.out
    assert max(map(len, ran.out.split("\n"))) <= width


def test_report_in_colour(gradgrader) -> None:
    """With colour, the words are the same."""
    plain = gradgrader("check", "examples/attention.py", cwd=ROOT).out
    coloured = gradgrader(
        "check", "examples/attention.py", cwd=ROOT, NO_COLOR="", FORCE_COLOR="1", TERM="xterm"
    ).out

    assert "\x1b[1;31m✘" in coloured
    lines = re.sub(r"\x1b\[[\d;]*m", "", coloured).split("\n")
    bare = "\n".join(line.rstrip() for line in lines)
    assert settled(bare) == settled(plain)


@pytest.mark.parametrize("command", ["list", "show attn", "show tanh", "--help", "check --help"])
def test_command_output(command: str, gradgrader) -> None:
    """Listing, showing and helping, in a pipe of 80 columns."""
    ran = gradgrader(*command.split())

    assert ran.code == 0
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.split("\n"))) <= 80
    compare(GOLDEN / f"{command.replace(' ', '-').strip('-')}.txt", ran.out)
