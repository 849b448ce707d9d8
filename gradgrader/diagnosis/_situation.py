"""Where a program is wrong: which blocks, which expressions they hang on, which values are odd."""

from __future__ import annotations

from dataclasses import dataclass, replace

from torch import Tensor

from gradgrader.diagnosis._attempts import Attempts, Span, influence
from gradgrader.diagnosis._exam import Exam, narrowed, oblong, square, whole
from gradgrader.diagnosis._known import Known, Watch, among, known, seen, watches
from gradgrader.diagnosis._points import usual
from gradgrader.exercises.reference import Oracle


@dataclass(frozen=True, slots=True)
class Situation:
    """What is wrong: which blocks of an exam, and where it shows.

    `strange` are watched values that are no step of the derivation, `steps` those that are one for
    every set of cotangents; in the order of the text. `before` is an exam in which all is right, if
    one was asked first.
    """

    exam: Exam
    right: Tensor
    moved: dict[Span, Tensor]
    known: Known | None
    strange: tuple[Watch, ...]
    steps: tuple[Watch, ...]
    before: Exam | None = None

    @property
    def first_strange(self) -> Watch | None:
        return self.strange[0] if self.strange else None


def situation(attempts: Attempts, oracle: Oracle) -> Situation | None:
    """Where the program is wrong; None where every number that is asked for is right."""
    before: Exam | None = None
    for key, make in (("square", square), ("oblong", oblong), ("whole", _all)):
        exam = make(oracle)
        base = attempts.values(exam, [[]])
        right = exam.right(base)[0]
        if bool(right.all()):
            before = exam
            continue
        if len(exam.points) > 1:
            number, exam = narrowed(exam, right)
            key = f"{key} {number}"  # noqa: PLW2901 - the first point that is wrong
            base = attempts.values(exam, [[]])
        followed = known(oracle, exam, key) if usual(oracle, exam.points[-1]) else None
        return replace(_at(attempts, exam, base, followed), before=before)
    return None


def _all(oracle: Oracle) -> Exam:
    return whole(oracle, 0)


def _at(attempts: Attempts, exam: Exam, base: Tensor, values: Known | None) -> Situation:
    watched = watches(attempts)
    found = seen(attempts, exam, watched) if values else {}
    strange, steps = list[Watch](), list[Watch]()
    for number, some in found.items():
        if values and not all(among(one, values.values) for one in some):
            strange.append(watched[number])
        elif values and values.is_step(some):
            steps.append(watched[number])
    return Situation(
        exam=exam,
        right=exam.right(base)[0],
        moved=influence(attempts, exam, base[0]),
        known=values,
        strange=tuple(strange),
        steps=tuple(steps),
    )
