"""A Function in this very process as a Learner: for one's own code, which nothing keeps apart."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from gradgrader.model.result import Location
from gradgrader.sandbox.as_found import Interrupts
from gradgrader.sandbox.evaluate import Evaluator
from gradgrader.sandbox.messages import ENCODER, REPLIES, REQUESTS, Answer, Raised, Run, Step
from gradgrader.submissions.source import Unit

LONGEST = 200  # of a unit's name in a message


class Inside:
    """Takes steps here; each message goes through its bytes, so that no tensor is shared."""

    def __init__(self, function: type, unit: Unit, interrupts: Interrupts) -> None:
        names = {unit.name} if len(unit.name) <= LONGEST else ()
        self._evaluator = Evaluator(function, frozenset(names))
        self._unit, self._interrupts = unit, interrupts

    def run(self, steps: Sequence[Step], *, keep: bool = False) -> list[Answer]:
        request = REQUESTS.decode(ENCODER.encode(Run(0, list(steps), keep)))
        assert isinstance(request, Run)
        with torch.enable_grad():  # as in a process that no engine is running in
            answers = list(self._evaluator.run(request.steps, keep=request.keep))
        self._interrupts.look()
        return [REPLIES.decode(ENCODER.encode(answer)) for answer in answers]  # type: ignore[misc]

    def locate(self, raised: Raised) -> Location | None:
        """The innermost line of the Function's own file (or cell) that was running."""
        return self._unit.at(raised.frames[-1].line) if raised.frames else None
