"""The smallest counterexample: few entries, small integers, mostly 0 and 1, away from kinks.

Candidates go to the learner in batches. The smallest sizes come first; then every entry is tried
at simpler values, and as many of those as still show the fault are kept together.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from gradgrader.diagnosis._example import counterexample
from gradgrader.diagnosis._point import VALUE, Fault, Point, faults
from gradgrader.diagnosis._whole import whole
from gradgrader.diagnosis.base import Findings
from gradgrader.exercises.inputs import generator, resized
from gradgrader.exercises.kinks import one_sided
from gradgrader.exercises.refused import taken
from gradgrader.exercises.sizes import tied
from gradgrader.model.exercise import Case, Input
from gradgrader.model.result import Counterexample

SIMPLE = (0.0, 1.0, 2.0, -1.0, 3.0, -2.0)
# largest whole number and its unit, of inputs and of cotangents
REACHES = (
    ((2, 1.0), (2, 1.0)),
    ((5, 1.0), (2, 1.0)),
    ((50, 1.0), (2, 1.0)),
    ((9, 0.1), (9, 0.1)),
    ((0, 1.0), (2, 1.0)),
    ((2, 1.0), (9, 1e5)),
    ((900, 1.0), (2, 1.0)),
    ((9, 1e-4), (2, 1.0)),
    ((2, 1.0), (9, 1e-7)),
)
MATRICES = {"spd", "regular", "symmetric"}  # an entry alone can't be changed
SIZES, LONG, BATCH, ROUNDS, DRAWS, FEW = 3, 6, 72, 5, 2, 4
FLAT = 1e-4

Wanted = Callable[[Fault], bool]
Reach = tuple[tuple[int, float], tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Found:
    """A point, and the fault that it shows."""

    point: Point
    fault: Fault


def smallest(
    findings: Findings, wanted: Wanted, also: Sequence[Case] = (), *, forward: bool = False
) -> Counterexample | None:
    """The smallest call that shows a fault of the `wanted` kind; `also` are sizes to try last.

    If what is off can hardly be seen there, a larger call may be clearer.
    """
    best = None
    for start in _starts(findings, wanted, also, forward=forward):
        found = _smaller(findings, wanted, start)
        if _certain(findings, found):
            best = best or found
            if found.fault.clear:
                return counterexample(findings, found.point, found.fault)
    return counterexample(findings, best.point, best.fault) if best else None


def _starts(
    findings: Findings, wanted: Wanted, also: Sequence[Case], *, forward: bool
) -> Iterator[Found]:
    """For the smallest numbers that show the fault the smallest sizes that do; and a clear one."""
    least = itertools.islice(_cases(findings), BATCH // DRAWS)
    cases = [*taken(findings.trial.oracle, least), *also]
    for reach in REACHES:
        points = [
            drawn(findings, case, draw, reach, forward=forward)
            for place, case in enumerate(cases)
            for draw in range(DRAWS if place >= FEW else 2 * DRAWS)
        ]
        failing = _failing(findings, wanted, points)
        first = next(failing, None)
        if first is not None:
            yield first
            yield from itertools.islice((one for one in failing if one.fault.clear), 1)
            return


def _smaller(findings: Findings, wanted: Wanted, found: Found) -> Found:
    for _ in range(ROUNDS):
        simpler = _simplified(findings, wanted, found)
        if simpler is None:
            break
        found = simpler
    return found


def _cases(findings: Findings) -> Iterator[Case]:
    """Sizes within the contract, by how many numbers they take."""
    exercise = findings.exercise
    dims = list(exercise.cases[0].sizes)
    cases = {}
    for sizes in itertools.product(range(1, SIZES + 1), repeat=len(dims)):
        chosen = dict(zip(dims, sizes, strict=True))
        if tied(chosen, exercise.contract) == chosen:
            case = Case({**exercise.cases[0].sizes, **chosen})
            if all(len({case.sizes[dim] for dim in group}) == 1 for group in exercise.contract):
                cases[case.label] = case
    for dim, size in itertools.product(dims, range(SIZES + 1, LONG + 1)):
        case = resized(exercise, dim, size)
        case = Case({one: n if n == size else 1 for one, n in case.sizes.items()})
        cases[case.label] = case
    numbers = lambda case: sum(  # noqa: E731
        torch.Size(case.shape(spec)).numel() for spec in exercise.inputs
    )
    yield from sorted(cases.values(), key=numbers)
    yield exercise.cases[0]


def drawn(
    findings: Findings, case: Case, draw: int, reach: Reach = REACHES[0], *, forward: bool = False
) -> Point:
    """Small numbers, in the domains of the inputs."""
    source = generator(findings.exercise.id, case.label, "small", reach, draw)
    inputs = tuple(whole(spec, case, reach[0], source) for spec in findings.exercise.inputs)
    if forward:
        return Point(inputs)
    shapes = [tuple(map(str, out.shape)) for out in findings.trial.oracle.call(inputs)]
    return Point(inputs, tuple(whole(Input("", s), case, reach[1], source) for s in shapes))


def _failing(findings: Findings, wanted: Wanted, points: Sequence[Point]) -> Iterator[Found]:
    """Those of the points at which the fault shows, in their order, away from kinks."""
    for point, found in zip(points, faults(findings, points), strict=True):
        fault = next((one for one in found if wanted(one)), None)
        if fault is not None and smooth(findings, point):
            yield Found(point, fault)


def _simplified(findings: Findings, wanted: Wanted, found: Found) -> Found | None:
    """The point with as many entries made simpler as still show the fault; None if none can be."""
    proposals = list(_proposals(findings, found.point))
    points = [_with(found.point, [one]) for one in proposals]
    as_clear = lambda one: wanted(one) and (one.clear or not found.fault.clear)  # noqa: E731
    shows = [any(map(as_clear, one)) for one in faults(findings, points)]
    best: dict[tuple[int, int], tuple[int, int, float]] = {}
    for one, good in zip(proposals, shows, strict=True):
        if good:
            best.setdefault(one[:2], one)
    chosen = sorted(best.values(), key=lambda one: SIMPLE.index(one[2]))
    together = [_with(found.point, chosen[:count]) for count in range(len(chosen), 0, -1)]
    return next(_failing(findings, as_clear, together), None)


def _proposals(findings: Findings, point: Point) -> Iterator[tuple[int, int, float]]:
    """(tensor, entry, value): each entry at each simpler value, the simplest first."""
    for place, tensor in enumerate(point.tensors):
        specs = findings.exercise.inputs
        domain = specs[place].domain if place < len(specs) else "normal"
        for entry, old in enumerate(tensor.flatten().tolist()):
            simpler = SIMPLE[: SIMPLE.index(old)] if old in SIMPLE else SIMPLE
            for value in simpler:
                if _allowed(domain, tensor, entry, value):
                    yield place, entry, value


def _allowed(domain: str, tensor: Tensor, entry: int, value: float) -> bool:
    if domain in MATRICES:
        return False
    if domain == "distinct":
        return value not in tensor.flatten().tolist()
    if domain == "contraction":
        return value == 0
    if domain == "nonzero":
        return value != 0
    return domain != "positive" or value > 0 or entry < 0


def _with(point: Point, changes: Sequence[tuple[int, int, float]]) -> Point:
    tensors = [tensor.clone() for tensor in point.tensors]
    for place, entry, value in changes:
        tensors[place].view(-1)[entry] = value
    count = len(point.inputs)
    return Point(tuple(tensors[:count]), tuple(tensors[count:]))


def smooth(findings: Findings, point: Point) -> bool:
    """Whether the reference has a derivative here, so that one answer is right and no other."""
    if not point.cotangents:
        return True
    call = findings.trial.oracle.call
    for index, spec in enumerate(findings.exercise.inputs):
        if spec.domain in MATRICES:
            continue
        low, high, error = one_sided(call, point.inputs, point.cotangents, index)
        if bool((high - low > FLAT * (1 + high.abs()) + error).any()):
            return False
    return True


def _certain(findings: Findings, found: Found) -> bool:
    """Whether it is beyond the tolerance that a verdict would allow, and shows again."""
    again = faults(findings, [found.point])[0]
    if not any(one.of == found.fault.of and one.kind == found.fault.kind for one in again):
        return False
    if found.fault.kind != VALUE or found.fault.actual is None:
        return True
    oracle, point = findings.trial.oracle, found.point
    right = (
        oracle.vjp(point.inputs, point.cotangents)
        if point.cotangents
        else oracle.values(point.inputs)
    )[found.fault.of]
    if right is None:
        return True
    return not float((found.fault.actual - right.value).abs().max()) <= right.tolerance
