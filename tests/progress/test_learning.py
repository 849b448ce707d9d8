"""Starting, asking for hints and listing, as a learner types it."""

from __future__ import annotations

import re
from pathlib import Path

from test_golden import GOLDEN, compare

EXTRA = """\
format: 1
id: a_rather_long_identifier
title: Twice
group: extra
order: 5
after: [{after}]
formula: Y = X + X for each of its many entries.
signature: x, some_other_matrix -> result, another_result
reference: |
  return 2 * x, some_other_matrix
inputs: {{x: m n, some_other_matrix: m}}
"""


def extra(folder: Path, after: str, **changes: str) -> Path:
    """A catalogue of one exercise more."""
    path = folder / "more" / "a_rather_long_identifier" / "exercise.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = EXTRA.format(after=after)
    for old, new in changes.items():
        text = text.replace(old, new)
    path.write_text(text)
    return folder / "more"


def test_list_in_80_columns(gradgrader, tmp_path: Path) -> None:
    """What is begun is told, each group counts for itself, and nothing is wider than asked for."""
    gradgrader("start", "tanh")
    gradgrader("hint", "matmul")
    ran = gradgrader("list", "--exercises", extra(tmp_path, "tanh"))

    assert ran.code == 0
    assert ran.err == ""
    compare(GOLDEN / "list-begun.txt", ran.out)
    assert max(map(len, ran.out.split("\n"))) <= 80


def test_after_names_exercises_that_there_are(gradgrader, tmp_path: Path) -> None:
    """An unknown id is an error that names place and nearest; so is a ring."""
    unknown = gradgrader("list", "--exercises", extra(tmp_path, "tanhh"))
    itself = gradgrader("list", "--exercises", extra(tmp_path, "a_rather_long_identifier"))

    assert unknown.code == itself.code == 2
    assert "exercise.yaml:6:9: after[0]: there is no exercise 'tanhh'" in unknown.err
    assert "try tanh" in unknown.err
    assert "would never begin: a_rather_long_identifier after a_rather" in itself.err


def test_wording_keeps_what_is_solved(tmp_path: Path) -> None:
    """Another title is the same exercise, another reference is not."""
    from gradgrader.exercises.catalogue import load_all, shipped

    def version(**changes: str) -> str:
        return load_all([shipped(), extra(tmp_path, "tanh", **changes)])[0].version

    assert version() == version(Twice="Doubling", extra="other") != version(**{"2 *": "3 *"})


def test_hints_all_and_reset(gradgrader) -> None:
    """--all shows what there is, --reset begins anew."""
    shown = [
        gradgrader("hint", "matmul", *more).out.count("hint ")
        for more in (["--all"], ["--again"], ["--reset"], [])
    ]

    assert shown == [4, 4, 1, 1]
    assert gradgrader("hint", "matmul", "--all", "--again").code == 2


def test_progress_that_cannot_be_kept_is_a_warning(gradgrader, tmp_path: Path) -> None:
    """A hint is given all the same, and the reason is told in words."""
    (tmp_path / "file").write_text("")
    place = str(tmp_path / "file" / "in")
    ran, again = (gradgrader("hint", "matmul", GRADGRADER_PROGRESS=place) for _ in range(2))

    assert ran.code == again.code == 0
    assert ran.out == again.out
    assert ran.out.startswith("hint 1 of 4\n")
    assert "warning: progress in " in ran.err
    assert "Not a directory" in ran.err


def test_damaged_progress_is_put_aside(gradgrader, tmp_path: Path) -> None:
    """`list` tells it and goes on; what is kept next begins anew and says where the old one is."""
    folder = tmp_path / ".progress"
    folder.mkdir()
    (folder / "progress.json").write_text('{"format": 1, "exercises": {"tanh"')
    listed, hinted, again = gradgrader("list"), gradgrader("hint", "tanh"), gradgrader("list")

    assert listed.code == hinted.code == again.code == 0
    assert "is no file of progress that can be read" in listed.err
    assert "begun anew, what was there is now in progress.broken-" in hinted.err
    assert "open, 1 hint" in again.out
    assert again.err == ""


def test_start_here_keeps_progress_with_the_project(gradgrader, tmp_path: Path) -> None:
    """--here makes the folder, and commands below it find it; in CI nothing is kept."""
    outside = {"GRADGRADER_PROGRESS": "", "XDG_DATA_HOME": str(tmp_path / "data")}
    (tmp_path / "work" / "src").mkdir(parents=True)
    at_ci = gradgrader("start", "attn", "ci.py", CI="true", **outside)
    assert at_ci.code == 0
    assert not (tmp_path / "data").exists()
    gradgrader("start", "attn", "--here", cwd=tmp_path / "work", CI="", **outside)
    below = gradgrader("list", cwd=tmp_path / "work" / "src", CI="", **outside)

    assert re.search(r"attn +O = tanh\(Q Kᵀ\) V +started", below.out)
    assert (tmp_path / "work" / ".gradgrader" / "progress.json").is_file()
    assert not (tmp_path / "data").exists()
