"""Tutorials are followed literally. UPDATE_GOLDEN=1 writes what is printed into them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import ROOT
from followed import BLOCK, Command, File, follow, steps

TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
def test_tutorial_followed_literally(page: Path, tmp_path: Path) -> None:
    """Every command prints what the page says that it prints."""
    told = page.read_text(encoding="utf-8")
    (tmp_path / "here").mkdir()
    (tmp_path / "home").mkdir()
    seen = follow(told, tmp_path / "here", tmp_path / "home")
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(seen, encoding="utf-8")
        told = seen

    assert seen == told


def test_five_readers_have_a_tutorial() -> None:
    """Each has something to write, named where no caption is shown too, and something to type."""
    assert [page.stem for page in TUTORIALS] == ["author", "ci", "instructor", "learner", "library"]
    for page in TUTORIALS:
        text = page.read_text(encoding="utf-8")
        todo = steps(text)
        prose = BLOCK.sub("", text)

        assert {type(step) for step in todo} == {File, Command}, page.name
        assert [s.name for s in todo if isinstance(s, File) and f"`{s.name}`" not in prose] == []


def test_what_is_not_so_is_seen(tmp_path: Path) -> None:
    """A page that is wrong about an output differs, one that is wrong about a time does not."""
    page = (
        '```text title="a.txt"\nhello\n```\n\n```console\n$ cat a.txt && \\\n  echo 0.3 s\n{}```\n'
    )
    right, late, wrong = (page.format(one) for one in ("hello\n0.3 s\n", "hello\n7.1 s\n", "bye\n"))

    assert follow(right, tmp_path, tmp_path) == right
    assert follow(late, tmp_path, tmp_path) == late
    assert follow(wrong, tmp_path, tmp_path) == right
