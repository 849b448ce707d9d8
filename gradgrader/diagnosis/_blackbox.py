"""What is told of wrong gradients by their numbers alone, whatever the source looks like.

What holds at one point may be a coincidence, so a kind counts only if it holds at two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gradgrader.diagnosis._numbers import DIGITS, TESTS, not_linear
from gradgrader.diagnosis._numbers_of_slopes import OF_SLOPES, times_a_value
from gradgrader.diagnosis._place import Kind, Place, Test
from gradgrader.diagnosis._scale import ALIKE, by_size, factor
from gradgrader.diagnosis._supposed import as_if, slope
from gradgrader.diagnosis._views import View, alike_but_equal, look
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.tolerance import largest
from gradgrader.model.exercise import Case
from gradgrader.sandbox.messages import Raised

SMALL = "times 0.0001"
NEAR, CLOSE, DIGITS_LOST, MORE = 1e-3, 1e-2, 1e-5, 3
DRAWS = 6  # points that are tried for two at which a block is wrong
Block = tuple[int, int]


def kinds(findings: Findings) -> dict[Block, Kind] | None:
    """Every wrong block (output, input) and its kind; None where nothing can be asked.

    Where the first case raises, so for a wrong shape, all sizes are made equal.
    """
    return findings.once("kinds", lambda: _kinds(findings))


def views(findings: Findings) -> list[View]:
    """Two points at which backward runs: in the sizes of the first case, or in equal ones."""
    for case in (findings.trial.main, alike_but_equal(findings)):
        seen = [look(findings, case, draw) for draw in range(2)]
        found = [view for view in seen if isinstance(view, View)]
        if len(found) == len(seen):
            return found
    return []


def _kinds(findings: Findings) -> dict[Block, Kind] | None:
    """Of what holds for a block, what holds for most of them is told."""
    seen = views(findings)
    if not seen:
        return None
    blocks = sorted({block for view in seen for block in view.wrong()})
    found = {block: _candidates(findings, seen, block) for block in blocks}
    often = Counter(kind for kinds_ in found.values() for kind in kinds_)
    best = {block: max(some, key=lambda kind: often[kind]) for block, some in found.items()}
    if {kind.name for kind in best.values()} == {"close", "small"}:
        best = dict.fromkeys(best, Kind("close"))
    return {
        block: _sized(findings, seen[0], block) if kind.name == "factor" else kind
        for block, kind in best.items()
    }


def _candidates(findings: Findings, seen: Sequence[View], block: Block) -> list[Kind]:
    """The kinds that hold wherever the block is asked for, of the first test that finds any."""
    wrong = [Place(findings, view, *block) for view in seen if block in view.wrong()]
    for test in TESTS if len(wrong) == len(seen) else ():
        if found := _common(test, wrong):
            return found
    if any(list(not_linear(Place(findings, view, *block))) for view in seen):
        return [Kind("not-linear")]
    more = _more(findings, seen, block) if len(wrong) < len(seen) else []
    for test in OF_SLOPES if more else ():
        if found := _common(test, more):
            return found
    both = wrong if len(wrong) == len(seen) else []
    some = _elsewhere(findings, block) or list(filter(None, [_only_for(findings, seen, block)]))
    some = some or _common(slope, wrong) or (_common(times_a_value, both) if both else [])
    return some or [Kind("wrong")]


def _more(findings: Findings, seen: Sequence[View], block: Block) -> list[Place]:
    """More points, until the block is wrong at two; those too where it happens to be right."""
    views = [*seen]
    for draw in range(len(seen), DRAWS):
        view = look(findings, seen[0].case, draw)
        views += [view] if isinstance(view, View) else []
        if sum(block in one.wrong() for one in views) > 1:
            return [Place(findings, one, *block) for one in views]
    return []


def _common(test: Test, places: Sequence[Place]) -> list[Kind]:
    first, *rest = (list(test(place)) for place in places)
    found = [kind for kind in first if all(kind in others for others in rest)]
    certain = any(kind.name == "factor" for kind in found)  # then no other one elsewhere
    return [kind for kind in found if not (certain and kind.name == "multiple")]


def _elsewhere(findings: Findings, block: Block) -> list[Kind]:
    """What would be right for other tensors where all sizes are equal, so that any of them fits."""
    seen = [look(findings, alike_but_equal(findings), draw) for draw in range(2)]
    places = [
        Place(findings, v, *block) for v in seen if isinstance(v, View) and block in v.wrong()
    ]
    return _common(as_if, places) if len(places) == len(seen) else []


def _sized(findings: Findings, seen: View, block: Block) -> Kind:
    """A factor, told by the sizes that it is made of where it changes with them."""
    output, index = block
    more = [look(findings, case) for case in findings.exercise.cases[1:MORE]]
    factors = [
        (view.case, scale)
        for view in (seen, *(view for view in more if isinstance(view, View)))
        if (right := view.expected[output][index]) is not None
        and (scale := factor(view.alone[output].once[index], right.value)) is not None
    ]
    if words := by_size(findings.exercise, factors):
        return Kind("size", words=words)
    if any(abs(scale - factors[0][1]) > ALIKE * abs(scale) for _, scale in factors):
        return Kind("multiple")
    return Kind("factor", factor=float(f"{factors[0][1]:.{DIGITS}g}"))


def _only_for(findings: Findings, seen: Sequence[View], block: Block) -> Kind | None:
    """Inputs for which the block is right after all: positive, negative, small; equal sizes."""
    case = seen[0].case
    signed = all(spec.signed for spec in findings.exercise.inputs)
    for way in ("positive", "negative") if signed else ():
        if _right(findings, case, way, block):
            return Kind(way)
    indices = any(one.below for one in findings.exercise.constants)  # others in other sizes
    equal = alike_but_equal(findings)
    if not indices and case.label != equal.label and _right(findings, equal, "", block):
        return Kind("square")
    if not signed:
        return None
    off = max(_off(Place(findings, view, *block)) for view in seen)
    if off < DIGITS_LOST:
        return Kind("close")
    small = look(findings, case, 0, SMALL)
    near = _off(Place(findings, small, *block)) if isinstance(small, View) else 1.0
    if near < NEAR * min(1.0, off / CLOSE):
        return Kind("small")
    return Kind("close") if off < CLOSE else None


def _off(place: Place) -> float:
    """How far off, in units of the largest entry."""
    return largest(place.actual - place.right) / (largest(place.right) or 1.0)


def _right(findings: Findings, case: Case, way: str, block: Block) -> bool:
    """Whether the block is right at two points whose inputs are changed in that way."""
    for draw in range(2):
        view = look(findings, case, draw, way)
        if isinstance(view, Raised) or block in view.wrong():
            return False
    return True
