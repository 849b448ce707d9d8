"""What a learner begins with: the text that `gradgrader start` writes below the statement."""

from __future__ import annotations

from pathlib import Path

from gradgrader.model.exercise import Exercise

NAME = "starter.py"


def starter(exercise: Exercise) -> str:
    """The text; empty where the exercise has none."""
    file = Path(exercise.path).parent / NAME
    if exercise.function is not None or not exercise.path or not file.is_file():
        return ""
    return file.read_text(encoding="utf-8")
