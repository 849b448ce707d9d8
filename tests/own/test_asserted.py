"""`assert_gradients` as who tests a library meets it: pytest's own output."""

from __future__ import annotations

import re

import pytest
import torch
from conftest import ROOT
from test_golden import GOLDEN, compare

from gradgrader.errors import GradgraderError
from gradgrader.own.asked import ASKED
from gradgrader.testing import assert_gradients

pytest_plugins = ["pytester"]

PAGE = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
(SHOWN,) = re.findall(r"^```python\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)
HASTY = """

class Hasty(Scaled):
    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        return g / (w + ctx.eps), (g * x).sum(0) / (w + ctx.eps) ** 2, None


def test_hasty(assert_gradients):
    assert_gradients(Hasty, reference=scaled, inputs="x: n d, w: d positive, eps = 1e-5")
"""


class Rounded(torch.autograd.Function):
    """Its forward leaves autograd on its way."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.detach() ** 2 + x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * (2 * x + 1)


class Doubled(torch.autograd.Function):
    """Changes its argument, in the newer style."""

    @staticmethod
    def forward(x):
        return x.mul_(2)

    @staticmethod
    def setup_context(ctx, _, output):
        ctx.mark_dirty(output)

    @staticmethod
    def backward(_, g):
        return g * 2


def test_pytest_shows_the_report(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What docs/testing.md shows passes, a hasty one fails, and the message is the report."""
    pytester.makepyfile(test_scaled=SHOWN + HASTY)
    pytester.makeini("[pytest]\ngradgrader_hints = 2\n")
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # others take a second
    ran = pytester.runpytest_subprocess("-p", "gradgrader.own.plugin", "-p", "no:cacheprovider")
    ran.assert_outcomes(passed=1, failed=1)
    told = "\n".join(
        line for line in ran.outlines if line.startswith(("E ", ">", "test_scaled.py:"))
    )
    compare(GOLDEN / "pytest.txt", re.sub(r" +$", "", told, flags=re.MULTILINE) + "\n")
    assert ASKED.hints == 1


def test_options_of_pytest(pytester: pytest.Pytester) -> None:
    """The option comes before the file; what it can't be is told."""
    pytester.makepyfile(
        "from gradgrader.own.asked import ASKED\n\n\ndef test_it():\n    assert ASKED.hints == 1"
    )
    pytester.makeini("[pytest]\ngradgrader_hints = 2\n")
    pytester.runpytest_inprocess("--gradgrader-hints", "1").assert_outcomes(passed=1)
    pytester.makeini("[pytest]\ngradgrader_hints = many\n")
    ran = pytester.runpytest_inprocess("--collect-only")
    ran.stderr.fnmatch_lines(["ERROR: gradgrader_hints = many: there are levels 0 to 2"])


def test_a_function_without_a_reference() -> None:
    """Its own forward is differentiated, in place too, and where it can't be that is told."""
    found = assert_gradients(Doubled, inputs="x: n", inplace=True)
    assert found.passed
    assert found.grades[0].matched_by == "given"
    with pytest.raises(
        GradgraderError, match="Rounded: autograd finds another gradient of its own"
    ):
        assert_gradients(Rounded, inputs="x: n d")


def test_a_reference_shows_what_a_forward_hides() -> None:
    found = assert_gradients(Rounded, inputs="x: n d", reference=lambda x: x**2 + x)
    assert [block.status for block in found.grades[0].blocks] == ["passed"]


def test_arguments_that_do_not_fit_are_told() -> None:
    with pytest.raises(GradgraderError, match=r"test_asserted\.py: reference: raises TypeError: R"):
        assert_gradients(Rounded, inputs="x: n, y: n")
    with pytest.raises(AssertionError, match="forward takes 1 input, `Rounded` gives 2: x, y"):
        assert_gradients(Rounded, inputs="x: n, y: n", reference=lambda x, y: x + y)


def test_the_page_shows_what_pytest_shows() -> None:
    """docs/testing.md quotes the golden output."""
    lines = [line[1:].strip() for line in (GOLDEN / "pytest.txt").read_text().splitlines()]
    assert [line for line in lines if line and line not in PAGE] == []
