"""Submissions of one run are kept apart: none gets another's file by importing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gradgrader.submissions.found import skipped
from gradgrader.submissions.source import Submission


def kept_apart(paths: Sequence[Path], submissions: Sequence[Submission]) -> list[Submission]:
    """The submissions, read from `paths`, without modules that are among them themselves.

    A file without a Function that stands beside them is no submission, and may be imported by all.
    """
    handed_in = {path.resolve() for path in paths}
    return [
        _alone(path, submission, handed_in)
        for path, submission in zip(paths, submissions, strict=True)
    ]


def _alone(path: Path, submission: Submission, handed_in: set[Path]) -> Submission:
    if path.is_dir():
        return submission
    others = [
        name
        for name in submission.modules
        if (path.parent / f"{name}.py").resolve() in handed_in - {path.resolve()}
    ]
    told = [
        skipped(
            f"{name}.py",
            "is a submission of its own in this run, and can't be imported",
            "submission",
            "give each learner a folder, or grade the file alone",
        )
        for name in others
    ]
    modules = {name: unit for name, unit in submission.modules.items() if name not in others}
    return replace(submission, modules=modules, problems=(*submission.problems, *told))
