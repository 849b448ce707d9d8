"""`gradgrader audit`: Functions that answer no exercise."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

from gradgrader.errors import GradgraderError
from gradgrader.grading.asked import demands
from gradgrader.grading.audited import Auditor
from gradgrader.grading.job import Options
from gradgrader.model.result import FINE, Status, SubmissionReport
from gradgrader.sandbox.zygote import Zygote
from gradgrader.submissions.audit import Audit
from gradgrader.submissions.installed import installed, with_steps
from gradgrader.submissions.read import read

FUNCTIONS = ROOT / "tests" / "audit" / "functions.py"
GOLDEN = ROOT / "tests" / "golden"
SLOW = ("numeric", "gradgradcheck", "shapes", "taylor", "magnitudes", "dtypes", "singletons")
X = {"x": {"shape": "n d"}}


@pytest.fixture(scope="session")
def audit(zygote: Zygote) -> Callable[..., SubmissionReport]:
    """The report on a Function of the file above, by real workers."""

    def run(function: str, inputs: object = X, **more: object) -> SubmissionReport:
        asked = Audit(function=function, inputs=inputs, plain=more.pop("plain", {}), **more)  # type: ignore[arg-type]
        options = Options(isolation="process", checks=demands(off=SLOW))
        return Auditor(zygote, asked, options).grade(read(FUNCTIONS))

    return run


def failed(report: SubmissionReport) -> set[str]:
    """Checks that decide, and did not pass."""
    return {r.check for g in report.grades for r in g.checks if r.required and r.status not in FINE}


def test_findings_read_like_a_linters(gradgrader, tmp_path: Path) -> None:
    """A line each, with a place; what decides comes first; then how many there are."""
    shutil.copy(FUNCTIONS, tmp_path)
    ran = gradgrader("audit", "functions.py", "-f", "Twice", "-i", "x: n d")

    assert ran.out == (GOLDEN / "audit.txt").read_text("utf-8")
    assert (ran.code, ran.err) == (1, "")


def test_without_a_function_it_lists_them(gradgrader, without_torch, tmp_path: Path) -> None:
    """With what their forwards take and what to type next; nothing is run, torch not imported."""
    shutil.copy(FUNCTIONS, tmp_path)
    ran = gradgrader("audit", "functions.py", **without_torch)

    assert ran.out.startswith("functions.py:4: Norm(x, eps)\nfunctions.py:17: Twice(x)\n")
    assert ran.out.endswith(
        "next: gradgrader audit functions.py -f Norm -i 'x: n d' -i 'eps: n d'\n"
    )
    assert (ran.code, ran.err) == (0, "")


def test_a_module_is_imported_where_its_code_runs(gradgrader) -> None:
    """By a worker alone; its path is the one that Python imports it by."""
    module = "torch.utils.checkpoint"
    listed = gradgrader("audit", module)
    told = "torch/utils/checkpoint.py:"

    assert all(line.startswith(told) for line in listed.out.splitlines()[:-2])
    assert "CheckpointFunction(run_function, preserve_rng_state, *args)" in listed.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("no.such",), "there is no file or module no.such"),
        (("none.py",), "there is no such file"),
        (("empty.py",), "defines no autograd.Function"),
        (("functions.py", "-f", "Norm"), "say what Norm's forward takes"),
        (("functions.py", "-f", "Norm", "-i", "x n"), "`x n` is neither `name: shape` nor"),
        (("functions.py", "-f", "Norm", "-i", "x: n", "-a", "eps=x"), "--arg eps: x is no value"),
        (("functions.py", "-f", "N", "-i", "x: n", "--format", "lnt"), "no report format 'lnt'"),
        (("functions.py", "-f", "N", "-i", "x: n", "--reference", "hard"), "names no function"),
    ],
)
def test_what_can_t_be_used_is_told_before_torch_starts(
    gradgrader, without_torch, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    shutil.copy(FUNCTIONS, tmp_path)
    (tmp_path / "empty.py").write_text("x = 1\n", encoding="utf-8")
    ran = gradgrader("audit", *words, **without_torch)

    assert message in ran.err
    assert (ran.code, ran.out) == (2, "")


def test_right_with_an_argument_that_is_no_tensor(audit) -> None:
    report = audit("Norm", plain={"eps": 1e-5})

    assert report.status is Status.PASSED
    assert not report.problems


@pytest.mark.parametrize(
    ("inputs", "plain", "message"),
    [
        (X, {}, "nothing is said of forward's argument `eps`"),
        ({"y": {"shape": "n"}}, {"eps": 1}, "forward has no argument `y`"),
        (X, {"eps": "x"}, "forward raises TypeError"),
    ],
)
def test_arguments_must_be_forwards(audit, inputs: object, plain: object, message: str) -> None:
    with pytest.raises(GradgraderError, match=message):
        audit("Norm", inputs, plain=plain)


def test_an_unknown_name_is_told_with_the_nearest(audit) -> None:
    with pytest.raises(GradgraderError, match="defines no Function Spik") as raised:
        audit("Spik")
    assert raised.value.hint == "try Spike"


def test_what_forward_refuses_is_no_finding(audit) -> None:
    """Sizes and values that are tried and not taken: the check is skipped, the verdict stays."""
    report = audit("Picky")
    told = [r.message for r in report.grades[0].checks if r.status is Status.SKIPPED]

    assert failed(report) == {"gradients", "gradcheck"}
    assert not [
        r
        for r in report.grades[0].checks
        if "AssertionError" in r.message and r.required and r.status is not Status.SKIPPED
    ]
    assert told


def test_in_place_by_design(audit) -> None:
    assert audit("Exp", inplace=True).status is Status.PASSED


def test_a_surrogate_is_held_against_itself(audit) -> None:
    """Its values are its own affair; that it is linear, steady and the like is not."""
    spike, squared = audit("Spike", surrogate=True), audit("Squared", surrogate=True)

    assert (spike.status, failed(spike)) == (Status.PASSED, set())
    assert {"homogeneous", "additive"} <= failed(squared)
    assert "no value is held against forward" in spike.problems[0].message


def test_another_reference_than_forward(audit) -> None:
    """`hard` has the gradient of Spike, and another forward: that is what is found."""
    report = audit("Spike", reference=with_steps(read(FUNCTIONS), "hard"))

    assert "forward" in failed(report)


def test_a_forward_that_autograd_can_t_follow(audit) -> None:
    """Finite differences of it remain, and the report says what is not checked then."""
    report = audit("Away")

    assert report.status is Status.PASSED
    assert [p.code for p in report.problems] == ["held-against-itself"]
    assert "autograd sees no steps in its forward" in report.problems[0].message


def test_a_module_that_is_imported_already(zygote: Zygote) -> None:
    """Its classes are found all the same; of this one autograd can't follow the forward."""
    asked = Audit(
        function="CrossMapLRN2d", inputs={"input": {"shape": "n c 3 2"}}, plain={"size": 3}
    )
    options = Options(isolation="process", checks=demands(off=SLOW))
    report = Auditor(zygote, asked, options).grade(installed("torch.nn.modules._functions"))

    assert report.path == "torch/nn/modules/_functions.py"
    assert report.grades[0].location.line
    assert "its forward can't be run with grad on" in report.problems[0].message
