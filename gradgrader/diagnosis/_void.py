"""Whether an edit makes something that the learner computed a plain 0 or 1, which says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch import Tensor

from gradgrader.diagnosis._attempts import Attempts, Version
from gradgrader.diagnosis._edit import Edit, Place
from gradgrader.diagnosis._edits import places
from gradgrader.diagnosis._exam import Exam
from gradgrader.diagnosis._splice import Splice

PLAIN = (0, 1)


def made_void(
    attempts: Attempts, exam: Exam, version: Version, elsewhere: Exam | None = None
) -> bool:
    """Whether a value that was none is 0 or 1 in every entry after it.

    What is multiplied with ones, divided by them, chosen by a condition that never holds, or added
    as zeros might as well not be there: `counts.mean(0).clamp(min=1)` only avoids a division. What
    is none `elsewhere`, where all is right with it, is of use there.
    """
    watched = list(_watched(attempts, [*attempts.given, *version]))
    noting = [_noting(place, number) for number, place in enumerate(watched)]
    if not noting:
        return False
    before, after = _noted(attempts, exam, [noting, [*version, *noting]])
    void = [
        number
        for number, values in after.items()
        if all(map(_is_plain, values)) and not all(map(_is_plain, before.get(number, ())))
    ]
    if not void or elsewhere is None:
        return bool(void)
    (there,) = _noted(attempts, elsewhere, [[*version, *noting]])
    return any(all(map(_says_nothing, there.get(number, ()))) for number in void)


def _noted(
    attempts: Attempts, exam: Exam, versions: Sequence[Version]
) -> tuple[dict[int, list[Tensor]], ...]:
    """For each version, the values that were noted, by number."""
    found: tuple[dict[int, list[Tensor]], ...] = tuple({} for _ in versions)
    for variant, number, value in attempts.watched(exam, versions).seen:
        found[variant].setdefault(number, []).append(value)
    return found


def _watched(attempts: Attempts, version: Version) -> Iterator[Place]:
    """Values with a name, and what stands around the edits; the outer ones first."""
    splices = [splice for edit in version for splice in edit.splices]
    for piece in attempts.program.pieces:
        if piece.function.role not in {"backward", "helper"}:
            continue
        text = piece.function.text
        for place in places(piece.function):
            start, end = text.start(place.node), text.end(place.node)
            around = [one for one in splices if start <= one.start and one.end <= end]
            apart = [one for one in splices if one.end <= start or end <= one.start]
            if len(around) + len(apart) == len(splices) and (place.whole or around):
                yield place


def _noting(place: Place, number: int) -> Edit:
    text = place.function.text
    start, end = text.start(place.node), text.end(place.node)
    splices = (Splice(start, start, f"__seen__({number}, "), Splice(end, end, ")"))
    return Edit(kind="", cost=0.0, node=place.node, splices=splices, line=place.node.lineno)


def _is_plain(value: Tensor) -> bool:
    return bool(value.numel()) and any(bool((value == one).all()) for one in PLAIN)


def _says_nothing(value: Tensor) -> bool:
    """Whether it is plain wherever it is a number: 1 / 0 beside ones is of no use either."""
    numbers = value[value.isfinite()]
    return not numbers.numel() or _is_plain(numbers)
