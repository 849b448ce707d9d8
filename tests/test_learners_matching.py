"""Which of a learner's Functions answers which exercise, and what is said of the others."""

from __future__ import annotations

import re
from pathlib import Path

from handed_in import ATTN, MATMUL, MATMUL_NN, TANH, code, notebook, problem, problems, statuses

from gradgrader.model.result import Status

EXERCISES = Path(__file__).parents[1] / "exercises"
PASSED, FAILED, CRASHED = Status.PASSED, Status.FAILED, Status.CRASHED
NAMES = ("Matmul", "Tanh", "MatmulNN", "Attn")


def renamed(text: str, name: str) -> str:
    for old in NAMES:
        text = text.replace(f"class {old}(", f"class {name}(")
    return text


def unmatched(report) -> list[tuple[str, str, str]]:
    return [(one.function, str(one.location), one.reason) for one in report.unmatched]


def test_four_classes_of_one_name_in_a_notebook(grade) -> None:
    """A cell each, all called MyFunction: what they compute tells them apart."""
    cells = [renamed(text, "MyFunction") for text in (MATMUL, TANH, MATMUL_NN, ATTN)]
    report = grade(notebook(*cells), name="lab.ipynb")

    assert statuses(report) == dict.fromkeys(("matmul", "tanh", "matmul_nn", "attn"), PASSED)
    assert [str(g.location) for g in report.grades] == [
        "cell 1, line 4",
        "cell 2, line 4",
        "cell 3, line 4",
        "cell 4, line 4",
    ]
    assert report.unmatched == ()


def test_last_of_two_answers_counts(grade) -> None:
    """Of two answers to one exercise the later is graded, and the earlier is listed."""
    wrong = MATMUL.replace("gx @ k,", "gx @ k * 2,")
    report = grade(code(wrong, MATMUL))

    assert statuses(report) == {"matmul": PASSED}
    assert report.grades[0].location.line == 18
    assert unmatched(report) == [("Matmul", "line 4", "`matmul` is answered by the one in line 18")]


def test_last_of_two_answers_counts_though_it_is_wrong(grade) -> None:
    """The later one counts as well when the earlier one is the better."""
    report = grade(code(MATMUL, renamed(MATMUL, "Second").replace("gx @ k,", "gx @ k * 2,")))

    assert statuses(report) == {"matmul": FAILED}
    assert [one.function for one in report.unmatched] == ["Matmul"]


def test_helper_function_of_another(grade) -> None:
    """A Function that another one uses, and that answers nothing, is not graded and not guessed."""
    helper = (
        renamed(TANH, "Slope")
        .replace("torch.tanh(x)", "1 - x * x")
        .replace("ga * (1 - a * a)", "ga * 0")
    )
    report = grade(code(helper, ATTN.replace("(1 - a * a)", "Slope.apply(a)")))

    assert "attn" in statuses(report)
    assert list(statuses(report)) == ["attn"]
    assert unmatched(report) == [
        ("Slope", "line 4", "another Function uses it, and its forward is that of no exercise")
    ]


def test_helper_functions_that_answer_exercises_themselves(grade) -> None:
    """An Attn made of the learner's own Matmul and Tanh: all are graded."""
    attn = ATTN.replace("torch.tanh(q @ k.T)", "Tanh.apply(Matmul.apply(q, k))")
    report = grade(code(MATMUL, TANH, attn))

    assert statuses(report) == {"matmul": PASSED, "tanh": PASSED, "attn": PASSED}


def test_marker_names_the_exercise(grade) -> None:
    """A comment above the class says what it is, however wrong its forward is."""
    wrong = renamed(ATTN, "Foo").replace("torch.tanh(q @ k.T)", "torch.tanh(q @ k.T) * 1.5")
    report = grade(wrong.replace("class Foo", "# gradgrader: attn\nclass Foo"))

    assert [(g.exercise, g.function, g.matched_by) for g in report.grades] == [
        ("attn", "Foo", "marker")
    ]
    assert statuses(report) == {"attn": FAILED}
    assert report.problems == ()


def test_marker_in_a_notebook_cell(grade) -> None:
    """The comment may stand on the class's own line, or in a cell of a notebook."""
    cell = MATMUL.replace("Function):", "Function):  # gradgrader: matmul")
    report = grade(notebook(cell), name="lab.ipynb")

    assert [g.matched_by for g in report.grades] == ["marker"]


def test_marker_skip(grade) -> None:
    """A class marked `skip` is left alone."""
    report = grade(code(MATMUL, TANH).replace("class Matmul", "# gradgrader: skip\nclass Matmul"))

    assert statuses(report) == {"tanh": PASSED}
    assert unmatched(report) == [("Matmul", "line 5", "marked `# gradgrader: skip`")]


def test_marker_that_names_no_exercise(grade) -> None:
    """A misspelt marker is told, not passed over in silence."""
    report = grade(MATMUL.replace("class Matmul", "# gradgrader: matmull\nclass Matmul"))

    assert any("matmull" in problem.message for problem in report.problems)


def test_exercise_asked_for(grade) -> None:
    """-e grades that exercise alone, and takes a class of any name for its answer."""
    source = renamed(MATMUL, "Foo").replace("q @ k.T", "q @ k.T + 1")
    report = grade(source, exercises=("matmul",))

    assert [(g.exercise, g.function, g.matched_by) for g in report.grades] == [
        ("matmul", "Foo", "user")
    ]
    assert statuses(report) == {"matmul": FAILED}


def test_exercise_asked_for_and_not_answered(grade) -> None:
    """-e for which nothing fits says so, and why."""
    report = grade(code(MATMUL, TANH), exercises=("matmul", "attn"))

    assert statuses(report) == {"matmul": PASSED}
    assert problem(report, "no-answer").message == "nothing in it answers the exercise `attn`"
    assert unmatched(report) == [
        ("Tanh", "line 18", "forward takes 1 input; exercises take: matmul (2), attn (3)")
    ]


def test_one_exercise_asked_for_that_takes_other_inputs(grade) -> None:
    """-e attn for a class with one input is graded, and told how many inputs there are."""
    report = grade(TANH, exercises=("attn",))

    assert report.status is not PASSED
    words = [r.message for g in report.grades for r in g.checks] + [
        u.reason for u in report.unmatched
    ]
    assert any("3" in word or "attn (3)" in word for word in words)


def test_function_asked_for(grade) -> None:
    """-f grades that class alone; the others are said not to be asked for."""
    report = grade(code(MATMUL, TANH), functions=("Tanh",))

    assert statuses(report) == {"tanh": PASSED}
    assert unmatched(report) == [("Matmul", "line 4", "not asked for")]


def test_function_asked_for_and_not_defined(grade) -> None:
    """-f for a name that no class has is told."""
    report = grade(code(MATMUL, TANH), functions=("Tanh", "Attn"))

    assert statuses(report) == {"tanh": PASSED}
    assert problem(report, "no-such-function").message == "it defines no Function called `Attn`"


def test_behaviour_beats_the_name(grade) -> None:
    """A class called Matmul that computes A V answers the exercise about A V."""
    report = grade(renamed(MATMUL_NN, "Matmul"))

    assert [(g.exercise, g.function, g.matched_by) for g in report.grades] == [
        ("matmul_nn", "Matmul", "behaviour")
    ]
    assert statuses(report) == {"matmul_nn": PASSED}


def test_name_beats_behaviour_where_the_exercise_says_so(grade) -> None:
    """Attention that refuses what is promised is right as `attn`; its name says what it is for."""
    refusing = (EXERCISES / "attn_checked" / "mistakes" / "refuses_too_much.py").read_text()

    assert [(g.exercise, g.matched_by, g.status) for g in grade(refusing).grades] == [
        ("attn_checked", "name", CRASHED)
    ]
    assert statuses(grade(refusing.replace("CheckedAttn", "Attn"))) == {"attn": PASSED}


def test_forward_that_is_none_of_them(grade) -> None:
    """A forward that agrees with no exercise is taken for the nearest, and that is told."""
    report = grade(renamed(TANH, "Than").replace("torch.tanh(x)", "torch.sin(x)"))

    assert [(g.exercise, g.matched_by, g.status) for g in report.grades] == [
        ("tanh", "nearest", FAILED)
    ]
    told = problem(report, "guessed")
    assert told.message == (
        "Than computes what no exercise asks for; it was taken for `tanh`, the nearest"
    )
    assert str(told.location) == "line 4"


def test_wrong_forward_under_its_own_name(grade) -> None:
    """A wrong forward in a class of the exercise's name is not a guess."""
    report = grade(ATTN.replace("torch.tanh(q @ k.T)", "torch.softmax(q @ k.T, 1)"))

    assert [(g.exercise, g.matched_by) for g in report.grades] == [("attn", "name")]
    assert problems(report) == []


def test_inputs_that_no_exercise_takes(grade) -> None:
    """A forward with twelve inputs is told how many inputs the exercises take."""
    more = ", ".join(f"mask{number}" for number in range(9))
    report = grade(ATTN.replace("q, k, v)", f"q, k, v, {more})", 1).replace("Attn", "Masked"))
    ((name, place, reason),) = unmatched(report)

    assert report.grades == ()
    assert (name, place) == ("Masked", "line 4")
    assert re.fullmatch("forward takes 12 inputs; exercises take 1 to [4-9]", reason)
