"""What a text shows before it runs: Functions, where they stand, and what they are marked as."""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradgrader.submissions.sketch import Sketch, parse, sketches, unit_sketches
from gradgrader.submissions.source import Submission, Unit


def found(source: str, known: set[str] = frozenset()) -> list[Sketch]:
    return unit_sketches(Unit(name="a.py", source=dedent(source)), set(known))


def one(source: str) -> Sketch:
    (sketch,) = found(source)
    return sketch


def test_class_is_sketched() -> None:
    """Name, lines, methods, and what it mentions."""
    sketch = one("""\
        import torch

        class F(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return Helper.apply(x)

            def backward(ctx, g):
                return g
        """)

    assert (sketch.name, sketch.line, sketch.end_line) == ("F", 3, 9)
    assert sketch.methods == {"forward", "backward"}
    assert sketch.plain_methods == ("backward",)
    assert "Helper" in sketch.mentions
    assert (sketch.marker, sketch.within) == ("", "")


@pytest.mark.parametrize(
    "base",
    ["Function", "torch.autograd.Function", "ag.Function", "autograd.function.InplaceFunction"],
)
def test_bases_that_are_functions(base: str) -> None:
    """However autograd.Function was imported."""
    assert [s.name for s in found(f"class F({base}): pass")] == ["F"]


@pytest.mark.parametrize("base", ["", "(object)", "(torch.nn.Module)", "(NotAFunction)"])
def test_bases_that_are_not(base: str) -> None:
    """Other classes are none of our business."""
    assert found(f"class F{base}: pass") == []


def test_subclass_of_one_counts() -> None:
    """A class whose base is a Function is one, in the same unit or in a later one."""
    text = "class A(Function): pass\nclass B(A): pass\nclass C(m.B): pass\n"
    submission = Submission(
        path="p",
        units=(Unit(name="1", source=text), Unit(name="2", source="class D(C): pass")),
        modules={"m": Unit(name="m.py", source="class E(D): pass")},
    )

    assert [s.name for s in sketches(submission)] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("source", "marker"),
    [
        ("# gradgrader: attn\nclass F(Function): pass", "attn"),
        ("class F(Function):  # gradgrader: attn\n    pass", "attn"),
        ("#gradgrader:skip\nclass F(Function): pass", "skip"),
        ("# gradgrader : matmul_nn, I think\nclass F(Function): pass", "matmul_nn"),
        ("# gradgrader: attn\n# and a word\nclass F(Function): pass", "attn"),
        ("# gradgrader: attn\n@decorated\n@twice\nclass F(Function): pass", "attn"),
        ("if True:\n    # gradgrader: attn\n    class F(Function): pass", "attn"),
        ("# gradgrader: attn\n\nclass F(Function): pass", ""),
        ("# gradgrader: attn\nx = 1\nclass F(Function): pass", ""),
        ("class F(Function):\n    # gradgrader: attn\n    pass", ""),
        ("class F(Function): pass\n# gradgrader: attn", ""),
        ("# grader: attn\nclass F(Function): pass", ""),
    ],
)
def test_marker(source: str, marker: str) -> None:
    """A comment on the class's line or right above it names the exercise."""
    assert one(source).marker == marker


def test_marker_belongs_to_one_class() -> None:
    """The class after the next is not marked."""
    source = "# gradgrader: attn\nclass F(Function): pass\nclass G(Function): pass"

    assert [s.marker for s in found(source)] == ["attn", ""]


def test_nested_classes_tell_what_defers_them() -> None:
    """Running the file defines those at the top, in `if`, `with` and classes; not in functions."""
    names = {
        sketch.name: sketch.within
        for sketch in found("""\
            class Top(Function): pass
            if flag:
                class InIf(Function): pass
            with open(f):
                class InWith(Function): pass
            class Box:
                class InClass(Function): pass
                def method(self):
                    class InMethod(Function): pass
            def make():
                class InFunction(Function):
                    class Inner(Function): pass
            async def later():
                class InAsync(Function): pass
            if __name__ == "__main__":
                class Guarded(Function): pass
            """)
    }

    assert names == {
        "Top": "",
        "InIf": "",
        "InWith": "",
        "InClass": "",
        "InMethod": "method()",
        "InFunction": "make()",
        "Inner": "make()",
        "InAsync": "later()",
        "Guarded": 'if __name__ == "__main__"',
    }


def test_decorated_class_begins_at_its_own_line() -> None:
    """A traceback and the definition may name the decorator's line or the class's."""
    sketch = one("@one\n@two\nclass F(Function):\n    x = 1\n    y = 2\n")

    assert (sketch.line, sketch.end_line) == (3, 5)
    assert sketch.covers("F", 1) and sketch.covers("F", 3)
    assert not sketch.covers("G", 3)
    assert not sketch.covers("F", 6)


def test_assigned_methods_count() -> None:
    """`backward = staticmethod(f)` is a backward."""
    sketch = one("class F(Function):\n    forward = staticmethod(f)\n    backward = g\n")

    assert sketch.methods == {"forward", "backward"}
    assert sketch.plain_methods == ()


@pytest.mark.parametrize("source", ["class F(Function:", "\0", "class F(Function): pass\n)"])
def test_broken_text_has_none(source: str) -> None:
    """Whoever compiles it will say what is wrong."""
    assert found(source) == []


def test_text_too_deep_for_the_parser_is_a_syntax_error() -> None:
    """Whatever the parser gives up with, callers see one kind of error."""
    with pytest.raises(SyntaxError):
        parse("(" * 5000 + ")" * 5000, "deep.py")


@pytest.mark.parametrize("gap", ["\n", "\r\n", "\r", "\f\n", "\v\n", "\x85\n", "\u2028\n"])
def test_lines_are_counted_as_python_does(gap: str) -> None:
    """Characters that only other programs take for line ends do not shift the marker."""
    source = f's = "x" #{gap}# gradgrader: attn\nclass F(Function): pass\n'
    sketch = one(source)

    assert sketch.marker == "attn"
    assert sketch.line == 3


def test_carriage_returns_alone_do_no_harm() -> None:
    """A cell from an old editor has its classes found."""
    sketch = one("import torch\rx = 1\rclass F(Function): pass\r")

    assert (sketch.name, sketch.line) == ("F", 3)


statements = st.lists(st.sampled_from(["x = 1", "", "# note", 's = """a\nb"""', "f(1,\n  2)"]))


@given(statements, statements)
def test_line_range_is_the_class_itself(before: list[str], after: list[str]) -> None:
    """Whatever stands around it, the lines from `line` to `end_line` are the class."""
    text = "class F(Function):\n    def backward(ctx, g):\n        return g"
    source = "\n".join([*before, text, *after])
    (sketch,) = unit_sketches(Unit(name="a.py", source=source), set())
    lines = source.split("\n")[sketch.line - 1 : sketch.end_line]

    assert ast.dump(ast.parse("\n".join(lines))) == ast.dump(ast.parse(text))
