"""Files as real learners hand them in: whatever else stands in them, the Functions are judged."""

from __future__ import annotations

import pytest
from handed_in import ATTN, MATMUL, MATMUL_NN, TANH, code, problem, problems, statuses, write

from gradgrader.model.result import Status

PASSED = Status.PASSED


def test_import_of_what_is_not_installed(grade) -> None:
    """A missing library is named, and the classes before and after its import are graded."""
    report = grade(code(MATMUL, "import seaborn_of_mine as sns", TANH))

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    told = problem(report, "not-installed")
    assert told.message == "ModuleNotFoundError: No module named 'seaborn_of_mine'"
    assert str(told.location) == "line 15"


def test_from_import_of_what_is_not_installed(grade) -> None:
    """`from x import y` is told as well, and what then fails for want of it."""
    report = grade(code("from plots_of_mine import show", MATMUL, "show(Matmul)"))

    assert statuses(report) == {"matmul": PASSED}
    assert problems(report) == [("not-installed", "line 1"), ("statement-failed", "line 17")]
    assert report.problems[1].message == "NameError: name 'show' is not defined"


def test_plotting_without_a_screen(grade) -> None:
    """A plot at the end costs nothing but a word, whether matplotlib is installed or not."""
    report = grade(
        code(
            "import matplotlib.pyplot as plt",
            TANH,
            "x = torch.linspace(-2, 2, 50)",
            "plt.plot(x, Tanh.apply(x)); plt.savefig('tanh.png'); plt.show()",
        )
    )

    assert statuses(report) == {"tanh": PASSED}
    assert {code for code, _ in problems(report)} <= {"not-installed", "statement-failed"}


def test_failing_assert_at_top_level(grade) -> None:
    """A learner's own check that fails is told with its line, and grading goes on."""
    report = grade(code(MATMUL, "assert 1 + 1 == 3, 'arithmetic'", TANH))

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problem(report, "statement-failed").message == "AssertionError: arithmetic"
    assert problems(report) == [("statement-failed", "line 15")]


def test_failing_gradcheck_at_top_level(grade) -> None:
    """A learner's own gradcheck that fails in float32 does not fail a right class."""
    report = grade(
        code(
            TANH,
            """
            x = torch.randn(3, 3, requires_grad=True)
            print(torch.autograd.gradcheck(Tanh.apply, (x,), eps=1e-9))
            """,
            MATMUL,
        )
    )

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert problems(report) == [("statement-failed", "line 17")]
    assert "Jacobian mismatch" in report.problems[0].message


def test_exception_inside_the_learners_own_call(grade) -> None:
    """What a top-level call raises is told with the innermost line of the learner's own."""
    report = grade(code(MATMUL, "def demo():\n    return Matmul.apply(1)", "demo()"))

    assert statuses(report) == {"matmul": PASSED}
    assert problems(report) == [("statement-failed", "line 16")]


def test_nonsense_in_a_main_block(grade) -> None:
    """What stands below `if __name__ == "__main__":` is not run."""
    report = grade(code(MATMUL, 'if __name__ == "__main__":\n    1 / 0\n    undefined_name'))

    assert statuses(report) == {"matmul": PASSED}
    assert report.problems == ()


def test_prints_are_kept_apart(grade) -> None:
    """What a submission prints is in the report, and spoils nothing."""
    report = grade(code("print('{\"version\": 2}')", MATMUL, "print(Matmul)"))

    assert statuses(report) == {"matmul": PASSED}
    assert report.output.startswith('{"version": 2}\n')


def test_program_that_waits_for_its_user(gradgrader, tmp_path) -> None:
    """input() and breakpoint() find nobody and are told; unittest.main() is no fault."""
    text = code("import unittest", MATMUL, "n = input('n? ')", "breakpoint()", "unittest.main()")
    write(tmp_path, solution=text)
    ran = gradgrader("check", "solution.py")

    assert ran.code == 0
    assert "line 17: EOFError: EOF when reading a line" in ran.out
    assert "line 19: BdbQuit" in ran.out
    assert "1 of 1 passed" in ran.out


@pytest.mark.parametrize(
    "line",
    [
        "torch.set_grad_enabled(False)",
        "torch.autograd.set_detect_anomaly(True)",
        "torch.set_default_dtype(torch.float64)",
        "torch.manual_seed(42)",
        "import warnings; warnings.simplefilter('error')",
        "import sys; sys.stdout.close()",
        "import os; os.chdir('/')",
        "print = None",
        "from torch import *",
    ],
)
def test_settings_at_import_change_no_verdict(line: str, grade) -> None:
    """Whatever a file sets for its own process, a right class stays right."""
    report = grade(code(ATTN, line, TANH))

    assert statuses(report) == {"tanh": PASSED, "attn": PASSED}


def test_training_at_import(grade) -> None:
    """A file that trains 500 steps at import passes, and soon."""
    report = grade(
        code(
            ATTN,
            """
            torch.manual_seed(0)
            q, k, v = (torch.randn(4, 4, requires_grad=True) for _ in range(3))
            target = torch.randn(4, 4)
            optimizer = torch.optim.SGD([q, k, v], lr=0.01)
            for step in range(500):
                optimizer.zero_grad()
                o, _ = Attn.apply(q, k, v)
                loss = ((o - target) ** 2).mean()
                loss.backward()
                optimizer.step()
            print(f"{loss.item():.3f}")
            """,
        )
    )

    assert statuses(report) == {"attn": PASSED}
    assert report.problems == ()
    assert report.seconds < 10


def test_sys_exit_midway(grade) -> None:
    """The file ends where it leaves, as it would for the learner, and that is told."""
    report = grade(code(MATMUL, "import sys", "sys.exit(0)", TANH))

    assert statuses(report) == {"matmul": PASSED}
    told = problem(report, "exit")
    assert told.message == "the file leaves here (sys.exit); what follows was not run"
    assert str(told.location) == "line 17"


def test_two_files_that_import_each_other(grade, tmp_path) -> None:
    """In a learner's folder files may import one another; each class is graded once."""
    folder = write(
        tmp_path / "ada",
        first=code("import second", MATMUL, "def both(): return Matmul, second.Tanh"),
        second=code("import first", TANH, "def other(): return first.Matmul"),
    )
    report = grade(folder)

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}
    assert [str(g.location) for g in report.grades] == ["first.py, line 6", "second.py, line 6"]
    assert report.problems == ()
    assert report.unmatched == ()


def test_solution_beside_its_own_tests(grade, tmp_path) -> None:
    """A file that another one imports is run once, so none of its classes is seen twice."""
    tests = "from solution import Matmul\nprint('tested')\n"
    report = grade(write(tmp_path / "ada", solution=MATMUL + "print('ran')\n", tests=tests))

    assert statuses(report) == {"matmul": PASSED}
    assert report.unmatched == ()
    assert report.output == "ran\ntested\n"


def test_files_of_a_folder_do_not_share_names(grade, tmp_path) -> None:
    """Two files may each have a helper `t` that does another thing."""
    folder = write(
        tmp_path / "ada",
        first=code("def t(m): return m.T", MATMUL.replace("k.T", "t(k)")),
        second=code("def t(m): return torch.tanh(m)", TANH.replace("torch.tanh(x)", "t(x)")),
    )
    report = grade(folder)

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED}


def test_files_of_a_package_that_import_relatively(grade, tmp_path) -> None:
    """`from .helper import x` works in a folder that is a package."""
    lab = write(tmp_path / "ada" / "lab", __init__="", helper="def t(m): return m.T\n")
    write(lab, matmul=code("from .helper import t", MATMUL.replace("k.T", "t(k)")))
    report = grade(tmp_path / "ada")

    assert statuses(report) == {"matmul": PASSED}
    assert report.problems == ()


def test_file_with_a_helper_beside_it(grade, tmp_path) -> None:
    """A module beside the file is found, and an error in it is told with its own line."""
    write(tmp_path, solution=code("from helper import t", MATMUL.replace("k.T", "t(k)")))
    write(tmp_path, helper="def t(m):\n    return m.T\n")
    write(tmp_path, wrong=code("from broken import t", MATMUL.replace("k.T", "t(k)")))
    write(tmp_path, broken="def t(m):\n    return m.nothing\n")
    right, wrong = grade(tmp_path / "solution.py"), grade(tmp_path / "wrong.py")

    assert statuses(right) == {"matmul": PASSED}
    assert statuses(wrong) == {"matmul": Status.CRASHED}
    result = wrong.grades[0].check("forward")
    assert result.message == "t raised AttributeError: 'Tensor' object has no attribute 'nothing'"
    assert [str(place) for place in result.locations] == ["broken.py, line 2"]


def test_helper_module_that_defines_the_function(grade, tmp_path) -> None:
    """A class that the file imports from beside it is the learner's own."""
    write(tmp_path, solution="from layers import Tanh\n# autograd.Function\n", layers=TANH)
    report = grade(tmp_path / "solution.py")

    assert statuses(report) == {"tanh": PASSED}
    assert str(report.grades[0].location) == "layers.py, line 4"


def test_all_four_in_one_file(grade) -> None:
    """The lab as it is meant: one file, four classes, four points."""
    report = grade(code(MATMUL, TANH, MATMUL_NN, ATTN))

    assert report.status is PASSED
    assert (report.score, report.max_score) == (4, 4)
    assert [g.matched_by for g in report.grades] == ["behaviour"] * 4
