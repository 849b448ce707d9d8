"""`gradgrader.check`: one's own Functions, in this process."""

from __future__ import annotations

import cProfile
import gc
import importlib.util
import io
import json
import os
import pstats
import random
import re
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import EXERCISES, REPORTS, ROOT
from rich.console import Console
from torch.autograd.function import BackwardCFunction

import gradgrader
from gradgrader.errors import UnknownName
from gradgrader.model.result import Status


def imported(path: Path) -> type:
    """The one Function that a file defines."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (function,) = (one for one in vars(module).values() if isinstance(one, type))
    return function


class Tanh(torch.autograd.Function):
    """Right."""

    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)


class Many(Tanh):
    """Takes more than any exercise gives."""

    @staticmethod
    def forward(_, a, b, c, d, e, f, g, h, i):  # noqa: PLR0913, PLR0917
        return a + b + c + d + e + f + g + h + i


class Changed(Tanh):
    """Leaves everything behind that can be left behind, and fails."""

    @staticmethod
    def backward(_, __):
        sys.stdout.write("noise")
        torch.manual_seed(7), random.seed(7), np.random.seed(7)  # noqa: NPY002
        torch.set_default_dtype(torch.float64)
        torch.autograd.set_detect_anomaly(mode=True)
        torch.set_grad_enabled(mode=True)
        torch.set_num_threads(1)
        BackwardCFunction.apply = print
        gc.disable()
        sys.setprofile(lambda *_: None)
        raise ValueError("<img src=x onerror=alert(1)>")


class Stopped(Tanh):
    """Is interrupted, and does not want to know."""

    @staticmethod
    def backward(ctx, ga):
        torch.manual_seed(7)
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            return Tanh.backward(ctx, ga)
        return ga


def state() -> list[object]:
    """What code can change for good."""
    return [
        torch.get_rng_state().tolist(),
        random.getstate(),
        np.random.get_state()[1].tolist(),  # noqa: NPY002
        torch.get_default_dtype(),
        torch.is_anomaly_enabled(),
        torch.is_grad_enabled(),
        torch.get_num_threads(),
        BackwardCFunction.apply,
        gc.isenabled(),
        sys.getprofile(),
        sys.stdout,
        signal.getsignal(signal.SIGINT),
    ]


@pytest.fixture(scope="module")
def wrong() -> gradgrader.Checked:
    """A mistake, explained."""
    function = imported(EXERCISES / "attn" / "mistakes" / "go_relu.py")
    return gradgrader.check(function, "attn", hints=2)


@pytest.mark.parametrize("name", ["go_relu", "second_output_marked"])
def test_it_finds_what_a_worker_finds(name: str, grade) -> None:
    """The same blocks, messages and explanations; only lines have a file here."""
    path = EXERCISES / "attn" / "mistakes" / f"{name}.py"
    (here,) = gradgrader.check(imported(path), "attn", hints=2).grades
    (there,) = grade(path, hints=2).grades

    assert (here.status, here.score, here.blocks) == (there.status, there.score, there.blocks)
    assert [(c.check, c.status, c.message) for c in here.checks] == [
        (c.check, c.status, c.message) for c in there.checks
    ]
    assert [(d.code, d.message) for d in here.diagnoses] == [
        (d.code, d.message) for d in there.diagnoses
    ]
    assert [at.line for d in here.diagnoses for at in d.locations] == [
        at.line for d in there.diagnoses for at in d.locations
    ]


def test_what_a_function_leaves_behind_is_put_back() -> None:
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    before = state()
    with torch.no_grad():
        report = gradgrader.check([Changed, Tanh])
        assert not torch.is_grad_enabled()
    assert state() == before
    torch.set_num_threads(threads)
    assert [grade.status for grade in report.grades] == [Status.CRASHED, Status.PASSED]
    assert "noise" in report.submission.output
    assert "backward raised ValueError: <img src=x" in report.text()
    assert "<img" not in report._repr_html_()
    assert "&lt;img src=x" in report._repr_html_()


def test_an_interrupt_comes_through_and_leaves_nothing() -> None:
    before = state()
    with pytest.raises(KeyboardInterrupt):
        gradgrader.check(Stopped, "tanh")
    assert state() == before


def test_a_profiler_goes_on() -> None:
    profile = cProfile.Profile()
    with profile:
        before = sys.getprofile()
        assert gradgrader.check(Tanh).passed
        assert sys.getprofile() is before
        len("counted")
    counted = pstats.Stats(profile).get_stats_profile().func_profiles
    assert "<built-in method builtins.len>" in counted


def test_settings_of_ones_own_change_no_verdict() -> None:
    torch.set_default_dtype(torch.float64)
    try:
        with (
            torch.inference_mode(),
            torch.autograd.set_detect_anomaly(mode=True),
            torch.device("meta"),
        ):
            assert gradgrader.check(Tanh).passed
            assert torch.is_inference_mode_enabled()
            assert torch.is_anomaly_enabled()
        assert torch.get_default_dtype() is torch.float64
    finally:
        torch.set_default_dtype(torch.float32)


@pytest.mark.parametrize(
    ("given", "options", "error", "words"),
    [
        (torch.tanh, {}, TypeError, "a builtin_function_or_method is no Function: give a subclass"),
        (torch.nn.Linear, {}, TypeError, "class Linear is no Function: give a subclass of torch"),
        (torch.autograd.Function, {}, TypeError, "class Function is no Function"),
        ([], {}, TypeError, "there is no Function to check"),
        (Tanh, {"exercise": "tan"}, UnknownName, "there is no exercise 'tan'"),
        (Tanh, {"off": ["gradchek"]}, UnknownName, "no check 'gradchek'"),
        (Tanh, {"hints": 9}, ValueError, "hints=9: there are levels 0 to 2"),
        (Tanh, {"hint": 1}, TypeError, "unexpected keyword argument 'hint'"),
    ],
)
def test_what_can_t_be_checked_is_told(given, options, error, words) -> None:
    with pytest.raises(error, match=re.escape(words)) as raised:
        gradgrader.check(given, **options)
    if error is UnknownName:
        assert raised.value.__notes__ == [f"try {'tanh' if 'exercise' in options else 'gradcheck'}"]


def test_what_answers_no_exercise_is_told() -> None:
    report = gradgrader.check(Many)
    assert (report.status, report.grades, report.passed) == (Status.CRASHED, (), False)
    assert "Many (" in report.text()
    assert "is not graded: forward takes 9 inputs;" in report.text()
    assert "is not graded: forward takes 9 inputs;" in report._repr_html_()


def test_report_is_an_object(wrong: gradgrader.Checked) -> None:
    """Fields for programs, words for people, and a short repr."""
    assert (wrong.passed, wrong.max_score, wrong.problems, wrong.unmatched) == (False, 1, (), ())
    assert 0 < wrong.score < 1
    assert repr(wrong) == f"<Checked Attn: failed, {wrong.score:.3g}/1 points>"
    told = json.loads(wrong.to_json())
    REPORTS.validate(told)
    assert told["isolation"] == "in-process"


def test_report_in_a_terminal(wrong: gradgrader.Checked) -> None:
    """print, rich and IPython show the same words, and say what in-process means."""
    console = Console(width=88, record=True, file=io.StringIO())
    console.print(wrong)
    shown = [line.rstrip() for line in console.export_text().splitlines()]
    printed = str(wrong).splitlines()

    assert shown[: len(printed)] == printed
    assert printed[0] == "Attn · 1 function · 1 exercise"
    assert printed[1] == "in-process: for your own code; `gradgrader check` keeps strangers' apart"
    assert printed[-1].endswith("next: gradgrader hint attn")


def test_report_in_a_notebook(wrong: gradgrader.Checked) -> None:
    """The same in HTML that runs nothing and fetches nothing."""
    html = wrong._repr_html_()

    assert "<script" not in html
    assert not re.search(r"https?:|src=|url\(", html)
    assert "<code>attn</code>" in html
    assert wrong.grades[0].diagnoses[0].message.split("`")[0] in html


def test_asking_for_nothing_imports_nothing() -> None:
    """`import gradgrader` and pytest's plugin wait for no library."""
    code = (
        "import sys; before = set(sys.modules); import gradgrader, gradgrader.own.asked\n"
        "heavy = {'torch', 'rich', 'IPython', 'msgspec', 'yaml'} & set(sys.modules) - before\n"
        "assert not heavy, heavy\n"
        "assert not hasattr(gradgrader, 'chek')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
