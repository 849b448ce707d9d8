"""Right answers as text, and ways to put together what a learner hands in."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent

from gradgrader.model.result import Problem, Status, SubmissionReport

MATMUL = """\
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
"""

TANH = """\
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
"""

MATMUL_NN = """\
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go
"""

ATTN = """\
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
"""


def code(*parts: str) -> str:
    """The parts, each without its indentation, one below the other."""
    return "\n\n".join(dedent(part).strip("\n") for part in parts) + "\n"


def matmul(*, forward: str = "pass", backward: str = "pass") -> str:
    """A right Matmul that runs one more line, line 6 or line 12, in forward or backward."""
    lines = MATMUL.split("\n")
    lines[6:6] = [f"        {forward}"]
    lines[12:12] = [f"        {backward}"]
    return "\n".join(lines)


def notebook(*cells: str) -> str:
    """A notebook of these code cells."""
    book = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "metadata": {},
                "outputs": [],
                "source": dedent(cell).strip("\n").splitlines(keepends=True),
            }
            for cell in cells
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(book)


def write(folder: Path, **texts: str) -> Path:
    """Put NAME.py with each text into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.py").write_text(dedent(text), encoding="utf-8")
    return folder


def statuses(report: SubmissionReport) -> dict[str, Status]:
    """Of each exercise that something answers, how it ended."""
    return {grade.exercise: grade.status for grade in report.grades}


def problems(report: SubmissionReport) -> list[tuple[str, str]]:
    """(code, place) of each problem."""
    return [(problem.code, str(problem.location or "")) for problem in report.problems]


def problem(report: SubmissionReport, code: str) -> Problem:
    """The one problem of that code."""
    (found,) = [one for one in report.problems if one.code == code]
    return found
