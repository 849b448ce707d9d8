"""A sound exercise, and the same with one fault, which the proof that is about it finds."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TESTS
from test_golden import compare

from gradgrader.exercises.catalogue import load_all
from gradgrader.grading.job import Options
from gradgrader.model.proof import Finding
from gradgrader.proofs._subject import Prover, Subject
from gradgrader.proofs.base import PROOFS
from gradgrader.sandbox.zygote import Zygote

COURSE = TESTS / "proofs" / "course"
NONE = "twice/doubled/7/none/1"
HERE = Path(__file__).parent
FAULTS = {  # what is changed in which file, and what is found: proof, line, words
    "formula": (
        ("exercise.yaml", "formula: Y = 2 X\n", ""),
        ("schema", 0, "show for `formula`"),
    ),
    "todo": (
        ("exercise.yaml", "title: Twice", "title: TODO"),
        ("marked", 4, "title: TODO"),
    ),
    "statement": (
        (
            "exercise.yaml",
            "statement: Double every entry of `x`, and find its gradient.",
            "statement: ''",
        ),
        ("words", 0, "no `statement`"),
    ),
    "told": (
        ("exercise.yaml", "one entry only.", "`2 * G`, say."),
        ("spoilers", 19, "`2 * G`"),
    ),
    "done": (
        ("starter.py", 'raise NotImplementedError("derive the gradient of x")', "return 2 * g"),
        ("starter", 0, "passes: nothing is left to do"),
    ),
    "wrong": (
        ("solutions/doubled.py", "return 2 * g", "return 3 * g"),
        ("solutions", 0, "fails `gradcheck`: "),
    ),
    "right": (
        ("mistakes/once.py", "return 1 * g", "return 2 * g"),
        ("mistakes", 0, "passes"),
    ),
    "unnamed": (
        ("mistakes/once.py", "# missing", "#missing"),
        ("mistakes", 1, "first line is not"),
    ),
    "otherwise": (
        ("mistakes/once.py", "blocks y->x", "contract"),
        ("mistakes", 2, "it fails gradcheck, gradients, numeric"),
    ),
    "kind": (
        ("mistakes/once.py", "missing-chain-factor", "sign"),
        ("mistakes", 1, "is told as `scaled`, `missing-chain-factor`, `constant`, not as `sign`"),
    ),
    "square": (
        (
            "exercise.yaml",
            "  - {m: 1, n: 2}\n  - {m: 2, n: 3}",
            "  - {m: 2, n: 2}\n  - {m: 3, n: 3}",
        ),
        ("sizes", 14, "`m` and `n` are equal in every case"),
    ),
    "infinite": (
        ("exercise.yaml", "reference: return 2 * x", "reference: return 2 * x / 0"),
        ("draws", 11, "`y` is not finite"),
    ),
    "cut": (
        ("exercise.yaml", "reference: return 2 * x", "reference: return 2 * x.detach()"),
        ("draws", 13, "no gradient reaches `x`"),
    ),
    "half": (
        ("exercise.yaml", "reference: return 2 * x", "reference: return x + x.detach()"),
        ("numeric", 11, "values move by"),
    ),
    "no surrogate": (
        ("exercise.yaml", "reference: return 2 * x", "reference: return 2 * x\nsurrogate: true"),
        ("numeric", 12, "the reference's gradient is that of its values: no surrogate"),
    ),
    "kink": (
        (
            "exercise.yaml",
            "reference: return 2 * x",
            "reference: return (50 * x).sin().abs()",
        ),
        ("numeric", 11, "every direction crosses a kink within 0.05"),
    ),
}


@pytest.fixture
def subject(zygote: Zygote, tmp_path: Path) -> Callable[..., Subject]:
    """The sound exercise with a change in one of its files."""

    def made(file: str, before: str, after: str) -> Subject:
        shutil.copytree(COURSE, tmp_path / "course")
        path = tmp_path / "course" / "twice" / file
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")
        options = Options(isolation="process", hints=0)
        return Prover(zygote, load_all([tmp_path / "course"]), options).subject("twice")

    return made


def found(subject: Subject, proof: str) -> list[Finding]:
    """All that a proof finds, in all of its parts."""
    prove = PROOFS[proof].prove
    whole = prove(subject, "")
    parts = [prove(subject, part) for part in whole.parts]
    return [finding for one in (whole, *parts) for finding in one.findings]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, subject: Callable[..., Subject]) -> None:
    """By the proof that is about it, in its line, in these words."""
    change, (proof, line, words) = FAULTS[name]
    *_, finding = found(subject(*change), proof)

    assert words in finding.message
    assert (finding.file, finding.line) == (change[0], line)


def test_solutions_are_written_differently(subject: Callable[..., Subject]) -> None:
    """Another comment or name of a file makes no second solution."""
    one = subject("solutions/doubled.py", "import torch\n", "import torch  # for all\n")
    shutil.copy(COURSE / "twice" / "solutions" / "doubled.py", one.folder / "solutions" / "z.py")
    whole = PROOFS["solutions"].prove(one, "")

    assert [(finding.file, finding.message) for finding in whole.findings] == [
        ("solutions/z.py", "is written just as solutions/doubled.py")
    ]


def test_a_convention_is_held_against_torchs(zygote: Zygote, tmp_path: Path) -> None:
    """The slope of abs at 0 is 0 with torch, and 1 with this reference; one of 2 is no slope."""
    text = (COURSE / "twice" / "exercise.yaml").read_text(encoding="utf-8")
    points = "special_points:\n  - {at: {x: 0}}\n"

    def seen(name: str, reference: str) -> list[str]:
        path = tmp_path / name / "exercise.yaml"
        path.parent.mkdir()
        changed = text.replace("id: twice", f"id: {name}").replace("return 2 * x", reference)
        path.write_text(changed + points, encoding="utf-8")
        prover = Prover(zygote, load_all([tmp_path / name]), Options(hints=0))
        return [one.message for one in found(prover.subject(name), "conventions")]

    where = "return torch.where(x >= 0, x, -x)"

    assert seen("abs", where) == ["torch's own `abs` has another gradient of `x` there"]
    assert seen("size", where) == []
    assert seen("steep", "return torch.where(x == 0, 2 * x, x.abs())") == [
        "the reference's gradient of `x` is no slope there"
    ]


def test_survivors_are_shown_and_lists_are_held_to_it(subject: Callable[..., Subject]) -> None:
    """A mutant that passes is an error with its diff; so is a listed one that fails, or is none."""
    one = subject("equivalent.yaml", "id: twice/doubled/7/operand/1\n", f"id: {NONE}\n")
    whole = PROOFS["mutants"].prove(one, "")
    first = PROOFS["mutants"].prove(one, whole.parts[0])

    assert [f.message for f in whole.findings] == [
        "twice/doubled/7/none/1 is no mutant, or another one"
    ]
    assert [(f.message, f.file, f.line, f.text) for f in first.findings] == [
        (
            "survives: twice/doubled/7/operand/1",
            "solutions/doubled.py",
            7,
            "@@ -7 +7 @@\n-        return 2 * x\n+        return x * 2",
        )
    ]
    assert first.share[0] == first.share[1] - 1


def test_the_whole_table(gradgrader) -> None:
    """Everything about an exercise that is sound."""
    ran = gradgrader("exercise", "validate", "--exercises", "tests/proofs/course", cwd=TESTS.parent)

    assert (ran.code, ran.err) == (0, "")
    compare(HERE / "sound.txt", re.sub(r"\d+\.\d+ s\b", "0.0 s", ran.out))


def test_a_new_one_is_red_for_what_is_marked(gradgrader, tmp_path: Path) -> None:
    """What `new` writes needs nothing but what it marks TODO, and is never written over."""
    (tmp_path / "forward.py").write_text("return x @ w\n")
    shapes = ["--input", "x: m n", "--input", "w: n p", "--reference", "forward.py"]
    about = ["--title", "A product", "--signature", "x, w -> y", *shapes]
    made = gradgrader("exercise", "new", "product", "course", *about)
    again = gradgrader("exercise", "new", "product", "course", *about)
    ran = gradgrader("exercise", "validate", "--exercises", "course", "--quick")

    assert (made.code, ran.code, again.code) == (0, 1, 2)
    assert "left as it is" in again.err
    text = made.out + (tmp_path / "course/product/exercise.yaml").read_text() + ran.out
    compare(HERE / "new.txt", re.sub(r"\d+\.\d+ s\b", "0.0 s", text))


def test_new_says_what_is_missing(gradgrader) -> None:
    """Where nobody can be asked."""
    ran = gradgrader("exercise", "new", "product", "--title", "P", "--signature", "x -> y")

    assert (ran.code, ran.out) == (2, "")
    assert "--input 'x: ...' is missing" in ran.err


def test_one_id_twice(gradgrader, tmp_path: Path) -> None:
    """Both files are named; the same folder twice is none."""
    shutil.copytree(COURSE, tmp_path / "other")
    both = gradgrader("list", "--exercises", COURSE, "--exercises", "other")
    same = gradgrader("list", "--exercises", COURSE, "--exercises", COURSE / "twice")

    assert (both.code, same.code) == (2, 0)
    assert "other/twice/exercise.yaml: id: there is another exercise 'twice': " in both.err
    assert str(COURSE / "twice" / "exercise.yaml") in both.err


def test_packages_bring_exercises(gradgrader, tmp_path: Path) -> None:
    """By their entry point; one that leads nowhere is named."""
    place = tmp_path / "lib"
    shutil.copytree(COURSE, place / "a_course")
    (place / "a_course" / "__init__.py").touch()
    about = place / "a_course-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: a-course\nVersion: 1\n")
    points = about / "entry_points.txt"
    points.write_text("[gradgrader.exercises]\nmine = a_course\n")
    shown = gradgrader("show", "twice", PYTHONPATH=str(place))
    points.write_text("[gradgrader.exercises]\nmine = no_course\n")
    gone = gradgrader("list", PYTHONPATH=str(place))

    assert (shown.code, gone.code) == (0, 2)
    assert "Double every entry" in shown.out
    assert "mine = 'no_course' of a-course: there is no such package" in gone.err
