"""What several tests need: exercises from a few lines of YAML, and a Learner without a process."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

import torch

from gradgrader.exercises.catalogue import load_all
from gradgrader.model.exercise import Exercise
from gradgrader.model.result import Location
from gradgrader.sandbox.evaluate import Evaluator
from gradgrader.sandbox.messages import (
    ENCODER,
    REPLIES,
    REQUESTS,
    Answer,
    Backward,
    Forward,
    Raised,
    Run,
)


def write_exercise(folder: Path, text: str | bytes, name: str = "twice") -> Path:
    """The exercise file with that content, in a catalogue at `folder`."""
    path = folder / name / "exercise.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def tiny(signature: str, inputs: str, reference: str, more: str = "") -> Exercise:
    """An exercise called `tiny` with these fields; `more` is YAML that follows them."""
    body = "".join(f"  {line}\n" for line in dedent(reference).strip().split("\n"))
    text = (
        "format: 1\nid: tiny\ntitle: Tiny\n"
        f"signature: {signature}\nreference: |\n{body}inputs: {inputs}\n{dedent(more)}"
    )
    with TemporaryDirectory() as folder:
        write_exercise(Path(folder), text, "tiny")
        (exercise,) = load_all([Path(folder)])
    return exercise


class InProcess:
    """A Function in this process as a Learner; every message goes through its bytes.

    `trips` counts round trips.
    """

    def __init__(self, function: type) -> None:
        self._evaluator = Evaluator(function, frozenset())
        self.trips = 0

    def run(self, steps: Sequence[Forward | Backward], *, keep: bool = False) -> list[Answer]:
        self.trips += 1
        request = REQUESTS.decode(ENCODER.encode(Run(0, list(steps), keep)))
        assert isinstance(request, Run)
        with torch.enable_grad():  # as in a process that no engine is running in
            answers = list(self._evaluator.run(request.steps, keep=request.keep))
        return [REPLIES.decode(ENCODER.encode(answer)) for answer in answers]

    def locate(self, raised: Raised) -> Location | None:  # noqa: ARG002 - a Learner's signature
        return None
