"""What a course keeps to itself: hidden exercises, seeds, and who set a score, from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import TANH, write
from pages import parsed

SEED = "918273645546372"
EXERCISE = """\
format: 1
id: hidden
title: Something for the exam
signature: x -> a
reference: |
  zanzibar = torch.tanh(x)  # the way from timbuktu
  return zanzibar
inputs:
  x: m n
cases:
  - {m: 3, n: 5}
hints: ["ouagadougou is the capital"]
"""
SECRET = ("zanzibar", "timbuktu", "ouagadougou", "antananarivo")
BY_HAND = ("Prof. Maracaibo", "montevideo")
FORMATS = ("canvas", "csv", "gradescope", "html", "json", "junit", "markdown", "moodle", "summary")
WITH_SEED = {"html", "json", "markdown", "summary"}
WITH_PEOPLE = {"html", "json"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Learners that look for it, and an exercise that only the course has."""
    place = tmp_path_factory.mktemp("course")
    hidden = place / "exam" / "hidden"
    (hidden / "solutions").mkdir(parents=True)
    (hidden / "exercise.yaml").write_text(EXERCISE)
    (hidden / "solutions" / "one.py").write_text(f"# antananarivo\n{TANH}")
    looks = "import gc, os\nprint(os.environ, [o for o in gc.get_objects() if type(o) is str])\n"
    write(
        place / "subs",
        ada=TANH,
        bob=TANH.replace("1 - a * a", "1 - a"),
        cyd=TANH.replace("torch.tanh(x)", "torch.sigmoid(x)"),
        dan=looks + TANH.replace("ga * (1 - a * a)", "ga / 0"),
        eve=TANH.replace("return a\n", "return a[0]\n", 1),
    )
    return place


def test_secrets_stay_with_the_course(gradgrader, place: Path) -> None:
    """In no file is a word of the reference, a hint or a solution; the seed is where it may be."""
    exam = ("--exercises", "exam", "-e", "hidden", "--seed", SEED, "--isolation", "process")
    graded = gradgrader("grade", "subs", *exam, cwd=place)
    gradgrader(
        *("override", "subs.gradebook", "eve", "hidden", "--score", "0.5"),
        *("--author", BY_HAND[0], "--reason", BY_HAND[1]),
        cwd=place,
    )
    asked = [f"--format={name}=out/{name}/" for name in FORMATS]
    written = gradgrader("report", "subs.gradebook", *asked, cwd=place)
    texts = {
        name: "".join(path.read_text() for path in (place / "out" / name).rglob("*.*"))
        for name in FORMATS
    }
    texts["html"] += str(parsed(texts["html"]).details)  # which are packed
    book = (place / "subs.gradebook").read_bytes()

    assert (graded.code, written.code) == (1, 0), graded.err + written.err
    assert {name for name, text in texts.items() if SEED in text} == WITH_SEED
    assert {name for name, text in texts.items() if BY_HAND[1] in text} == WITH_PEOPLE
    assert {name for name, text in texts.items() if BY_HAND[0] in text} == WITH_PEOPLE
    assert all(text for text in texts.values())
    for word in SECRET:
        assert word not in graded.out + graded.err + "".join(texts.values())
        assert word.encode() not in book
