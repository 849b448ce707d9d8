"""The docs say what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from gradgrader.checks.base import CHECKS
from gradgrader.diagnosis.base import RULES

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```(python|yaml)\n(.+?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [code for kind, code in BLOCK.findall(text) if kind == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the project finds it."""
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_example_of_a_check_is_one_new_file(tmp_path: Path) -> None:
    """The check that docs/architecture.md shows runs as one file more, and finds its fault."""
    example = next(b for b in blocks("docs/architecture.md", "python") if "@check" in b)
    package = tmp_path / "gradgrader"
    subprocess.run(["cp", "-r", ROOT / "gradgrader", package], check=True)
    subprocess.run(["cp", "-r", ROOT / "exercises", tmp_path / "exercises"], check=True)
    (package / "checks" / "steady.py").write_text(example, encoding="utf-8")
    (tmp_path / "moody.py").write_text(
        "import torch\n\n\nclass Tanh(torch.autograd.Function):\n    calls = 0\n\n"
        "    @staticmethod\n    def forward(ctx, x):\n        Tanh.calls += 1\n"
        "        a = torch.tanh(x) * (1 + 1e-15 * Tanh.calls)\n"
        "        ctx.save_for_backward(a)\n        return a\n\n"
        "    @staticmethod\n    def backward(ctx, g):\n        (a,) = ctx.saved_tensors\n"
        "        return g * (1 - a * a)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "gradgrader", "check", "moody.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    assert re.search(r"steady +forward gives another value the second time", done.stdout)


def test_example_of_an_exercise_loads(gradgrader, tmp_path: Path) -> None:
    """The exercise that docs/exercises.md shows can be shown, and its error is the one shown."""
    (tmp_path / "exercises" / "scale").mkdir(parents=True)
    path = tmp_path / "exercises" / "scale" / "exercise.yaml"
    example = next(b for b in blocks("docs/exercises.md", "yaml") if "id: scale" in b)
    path.write_text(example, encoding="utf-8")
    shown = gradgrader("show", "scale", "--exercises", "exercises")
    path.write_text(example.replace("  x: m n", "  x: m n\n  w: n"), encoding="utf-8")
    wrong = gradgrader("show", "scale", "--exercises", "exercises")

    assert shown.code == 0
    assert "x (m × n), y (n × p, positive)" in shown.out
    assert wrong.code == 2
    assert wrong.err.strip() in (ROOT / "docs" / "exercises.md").read_text(encoding="utf-8")


def test_every_part_says_what_it_asks() -> None:
    """A check's docstring begins with a question, a rule's with a sentence."""
    assert [name for name in CHECKS if "?" not in CHECKS[name].question] == []
    assert [name for name in RULES if not RULES[name].__doc__] == []


def test_no_file_is_too_long() -> None:
    """A module that grows over 250 lines is two."""
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "gradgrader").rglob("*.py")
    }

    assert {name: n for name, n in lengths.items() if n > 250} == {}
