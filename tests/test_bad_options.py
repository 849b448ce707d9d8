"""Wrong options, and the exit code where some of what was given can't be graded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from handed_in import ATTN, MATMUL, code, write


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--seed", "abc"], ["--seed abc: not a number", "or `random`"]),
        (["--format", "jsn"], ["no report format 'jsn'", "try json"]),
        (["--format", "json=/no/such/dir/x.json"], ["there is no folder /no/such/dir"]),
        (["--exercises", "nowhere"], ["nowhere", "no such folder of exercises"]),
        (["--exercise", "atn"], ["there is no exercise 'atn'", "try attn"]),
        (["--timeout", "0"], ["--timeout"]),
        (["--strikt"], ["--strikt", "--strict"]),
    ],
)
def test_options(
    arguments: list[str],
    words: list[str],
    gradgrader,
    tmp_path: Path,
    without_torch: dict[str, str],
) -> None:
    """A wrong option is told before anything is graded, on standard error, without torch."""
    write(tmp_path, solution=MATMUL)
    ran = gradgrader("check", "solution.py", *arguments, **without_torch)

    assert ran.code == 2
    assert ran.out == ""
    assert [word for word in words if word not in ran.err] == []


def test_unknown_exercise_beside_an_unreadable_file(gradgrader) -> None:
    """An unknown exercise is told even where no file can be read."""
    ran = gradgrader("check", "missing.py", "-e", "atn")

    assert ran.code == 2
    assert "there is no exercise 'atn'" in ran.err


def test_four_inputs(gradgrader, tmp_path) -> None:
    """A forward that is no exercise's is told as that, or that none can call it; exit code 2."""
    for more, words in (
        ("w", "its forward is that of no exercise; with -e ID it is graded as that one's"),
        ("w, x, y", "forward takes 6 inputs; exercises take 1 to 4"),
    ):
        other = ATTN.replace("q, k, v)", f"q, k, v, {more})").replace("Attn", "Other")
        write(tmp_path, solution=other)
        ran = gradgrader("check", "solution.py", columns=200)

        assert ran.code == 2
        assert f"Other (line 4) is not graded: {words}\n" in ran.out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("gx @ k, gx.T @ q", "gx @ k"), "You return 1 gradient, but backward returns one"),
        (("gx @ k, gx.T @ q", "gx @ k, gx.T @ q, q"), "You return 3 gradients, but backward"),
        (("gx @ k,", "(gx @ k).T,"), "your gradient of `q` is the right one, transposed"),
    ],
)
def test_gradients_in_wrong_number_or_shape(change, words: str, gradgrader, tmp_path) -> None:
    """A backward that breaks the contract fails with exit code 1, and is told how."""
    write(tmp_path, solution=MATMUL.replace(*change))
    ran = gradgrader("check", "solution.py", columns=200)

    assert ran.code == 1
    assert words in ran.out


def test_two_files_of_which_one_is_unreadable(gradgrader, tmp_path) -> None:
    """The readable one is graded, the other told; together that is no success."""
    write(tmp_path, solution=MATMUL)
    ran = gradgrader("check", "missing.py", "solution.py", "--format", "json=report.json")

    report = json.loads(Path(tmp_path, "report.json").read_text(encoding="utf-8"))
    assert ran.code == 1
    assert [one["status"] for one in report["submissions"]] == ["crashed", "passed"]
    assert report["submissions"][0]["problems"][0]["code"] == "missing"


def test_folder_with_a_broken_file(gradgrader, tmp_path) -> None:
    """In a learner's folder the file that can't be read is told, and the others are graded."""
    write(tmp_path / "ada", right=code(MATMUL), wrong="def f(:\n")
    ran = gradgrader("check", "ada", columns=120)

    assert ran.code == 0
    assert "wrong.py, line 1: invalid syntax" in ran.out
    assert "1 of 1 passed" in ran.out
