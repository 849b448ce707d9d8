"""Where a class stands in a file does not matter, as long as it can be made."""

from __future__ import annotations

import pytest
from handed_in import MATMUL, MATMUL_NN, TANH, code, problems, statuses

from gradgrader.model.result import Status

PASSED = Status.PASSED
HIDDEN = {
    "TestCase": """
        import unittest, torch
        class Tests(unittest.TestCase):
        {class_4}
        """,
    "test method": """
        import unittest, torch
        class Tests(unittest.TestCase):
            def test_it(self):
        {class_8}
                self.assertTrue(torch.autograd.gradcheck(Matmul.apply, ()))
        """,
    "function": """
        def main():
            import torch
        {class_4}
            print(Matmul)
        """,
    "main block": """
        import torch
        if __name__ == "__main__":
        {class_4}
            assert False
        """,
    "function with its own names": """
        import torch
        def exercise_1(scale=3):
            one = 1
            def t(m): return m.T * one
        {class_4}
            return Matmul
        """,
    "try": """
        try:
            import torch
        {class_4}
        finally:
            pass
        """,
}


@pytest.mark.parametrize("place", HIDDEN)
def test_class_inside_something(place: str, grade) -> None:
    """A class is found wherever it stands, at its own line."""
    body = MATMUL.split("\n\n\n", 1)[1]
    if "own names" in place:
        body = body.replace("k.T", "t(k)")
    indented = {
        f"class_{n}": "\n".join(
            " " * (n + 8) + line if line else "" for line in body.split("\n")
        ).lstrip()
        for n in (4, 8)
    }
    text = HIDDEN[place]
    for name, lines in indented.items():
        text = text.replace("        {" + name + "}", " " * (8 + int(name[-1])) + lines)
    source = code(text)
    report = grade(source)

    assert statuses(report) == {"matmul": PASSED}
    line = source.split("class Matmul")[0].count("\n") + 1
    assert report.grades[0].location.line == line
    assert report.problems == ()


def test_unittest_base_class_is_no_function(grade) -> None:
    """Two classes in methods of one TestCase are both found."""
    inside = "\n".join("        " + line for line in TANH.split("\n\n\n", 1)[1].split("\n"))
    nn = "\n".join("        " + line for line in MATMUL_NN.split("\n\n\n", 1)[1].split("\n"))
    report = grade(
        "import torch, unittest\n\n\nclass Tests(unittest.TestCase):\n"
        f"    def test_tanh(self):\n{inside}\n    def test_nn(self):\n{nn}\n"
    )

    assert statuses(report) == {"tanh": PASSED, "matmul_nn": PASSED}


def test_class_that_cannot_be_made(grade) -> None:
    """A class that can't be made is a problem with its line; the others are graded."""
    report = grade(
        code("from torch.autograd import Funktion", TANH, "class A(Funktion):\n    pass")
    )

    assert statuses(report) == {"tanh": PASSED}
    assert problems(report) == [("statement-failed", "line 1"), ("statement-failed", "line 18")]
