"""A format: a Derivation to text."""

from __future__ import annotations

from collections.abc import Callable

from gradgrader.derivation.records import Derivation
from gradgrader.registry import Registry
from gradgrader.report.base import View

LessonFormat = Callable[[Derivation, View], str]

LESSONS: Registry[LessonFormat] = Registry("gradgrader.lessons", "format of a derivation")


def lesson_format(render: LessonFormat) -> LessonFormat:
    """Register a format under its module's name."""
    return LESSONS.add(render.__module__.rpartition(".")[2].replace("_", "-"), render)
