"""What a class has in common: how exercises went, what goes wrong most, who made one mistake."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gradgrader.model.cohort import Asked, Cohort
from gradgrader.model.result import Diagnosis, Grade, Status
from gradgrader.report._said import failing
from gradgrader.sheets._found import Mark, marks

PARTS = 4  # of the points of an exercise, between none and all
_NEARLY = 1e-9
_PLAIN = ("forward", "contract", "gradients")  # what is told first where several checks fail


@dataclass(frozen=True, slots=True)
class Went:
    """How an exercise went among those that are graded; no mean: nobody is.

    `spread` counts them by their points: none, then each quarter, then all. Who handed in the
    starter as it was is among the `untouched`, and has not answered.
    """

    asked: Asked
    graded: int
    answered: int
    right: int
    mean: float | None
    spread: tuple[int, ...]
    untouched: int = 0

    @property
    def lost(self) -> float:
        """The share of all points that the class did not get: 0 is easy, 1 is hard."""
        return 1 - (self.mean or 0.0) / self.asked.points if self.asked.points else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """What goes wrong for some students; `code` identifies it, `what` is its words.

    `required` if an exercise fails for it.
    """

    exercise: str
    code: str
    what: str
    students: tuple[str, ...]
    required: bool = True


@dataclass(frozen=True, slots=True)
class Cluster:
    """Who fails an exercise in the same way: by diagnoses, checks, and blocks of gradients.

    `what` is empty where no diagnosis says it.
    """

    exercise: str
    what: str
    checks: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]
    students: tuple[str, ...]


def went(cohort: Cohort) -> list[Went]:
    """One for each exercise, in order; scores of people count, as they do everywhere."""
    graded = [marks(cohort, standing) for standing in cohort.standings if standing.report]
    return [
        _went(asked, [own[number] for own in graded])
        for number, asked in enumerate(cohort.exercises)
    ]


def together(cohort: Cohort) -> Went:
    """How the whole went: who answered anything, and who passed everything."""
    graded = [(one.report, one.score) for one in cohort.standings if one.report]
    asked = Asked(id="together", title="all exercises", points=cohort.max_score)
    judged = [r.status for r, _ in graded if any(grade.begun for grade in r.grades)]
    return _counted(asked, [score for _, score in graded], judged)


def _went(asked: Asked, column: list[Mark]) -> Went:
    grades = [mark.grade for mark in column if mark.grade]
    points = [mark.score or 0.0 for mark in column]
    begun = [grade.status for grade in grades if grade.begun]
    return _counted(asked, points, begun, untouched=len(grades) - len(begun))


def _counted(asked: Asked, points: list[float], ended: list[Status], untouched: int = 0) -> Went:
    return Went(
        asked=asked,
        graded=len(points),
        answered=len(ended),
        right=sum(one is Status.PASSED for one in ended),
        mean=sum(points) / len(points) if points else None,
        spread=spread(points, asked.points),
        untouched=untouched,
    )


def spread(points: Iterable[float], most: float, parts: int = PARTS) -> tuple[int, ...]:
    """How many have none of the points, each part of them, and all."""
    places = Counter(_place(one, most, parts) for one in points)
    return tuple(places[place] for place in range(parts + 2))


def _place(points: float, most: float, parts: int) -> int:
    """0 for none of the points, the last for all, else which part of them it is."""
    if points <= 0:
        return 0
    share = points / most if most else 1.0
    return parts + 1 if share >= 1 - _NEARLY else 1 + int(share * parts)


def diagnoses(cohort: Cohort) -> list[Mistake]:
    """By diagnosis, whichever words it is told in; most students first."""
    return _most(cohort, lambda grade: ((one.code, one.title) for one in grade.diagnoses))


def checks(cohort: Cohort) -> list[Mistake]:
    """By required check; most students first."""
    return _most(cohort, lambda grade: ((one.check, one.check) for one in failing(grade)))


def reasons(cohort: Cohort) -> list[Mistake]:
    """By diagnosis, or where a failure has none, by the plainest check that fails."""
    return _most(cohort, _reasons)


def ungradable(cohort: Cohort) -> list[tuple[str, tuple[str, ...]]]:
    """The codes of problems that kept hand-ins from being graded, and whose; most first."""
    found: dict[str, list[str]] = defaultdict(list)
    for standing in cohort.standings:
        if standing.report and not standing.report.judged and standing.report.problems:
            found[standing.report.problems[0].code].append(standing.student.id)
    pairs = [(code, tuple(students)) for code, students in found.items()]
    return sorted(pairs, key=lambda pair: -len(pair[1]))


def clusters(cohort: Cohort) -> list[Cluster]:
    """Two or more who fail an exercise in the same way; the largest first."""
    alike: dict[tuple[object, ...], list[tuple[str, Grade]]] = defaultdict(list)
    for student, grade in _grades(cohort):
        if grade.status is not Status.PASSED:
            alike[grade.exercise, *_likeness(grade)].append((student, grade))
    found = [_cluster(members) for members in alike.values() if len(members) > 1]
    return sorted(found, key=lambda one: -len(one.students))


def _likeness(grade: Grade) -> tuple[object, ...]:
    """What two failures have in common if they are the same mistake."""
    return (
        grade.status,
        tuple(sorted(one.code for one in _explaining(grade))),
        tuple(sorted((one.check, one.code) for one in failing(grade))),
        _wrong_blocks(grade),
    )


def _cluster(members: list[tuple[str, Grade]]) -> Cluster:
    first = members[0][1]
    return Cluster(
        exercise=first.exercise,
        what=", ".join(one.title for one in _explaining(first)),
        checks=tuple(one.check for one in failing(first)),
        blocks=_wrong_blocks(first),
        students=tuple(student for student, _ in members),
    )


def _wrong_blocks(grade: Grade) -> tuple[tuple[str, str], ...]:
    wrong = (one for one in grade.blocks if one.status not in {Status.PASSED, Status.SKIPPED})
    return tuple((one.output, one.input) for one in wrong)


def _explaining(grade: Grade) -> list[Diagnosis]:
    """The diagnoses that say why an exercise fails."""
    wrong = {one.check for one in failing(grade)}
    return [one for one in grade.diagnoses if not one.checks or wrong & set(one.checks)]


def _reasons(grade: Grade) -> Iterator[tuple[str, str]]:
    """(what identifies it, its words) of each diagnosis; one at least of what isn't passed."""
    yield from ((one.code, one.title) for one in grade.diagnoses)
    if grade.status is Status.PASSED or _explaining(grade):
        return
    wrong = sorted(failing(grade), key=lambda one: one.check not in _PLAIN)
    first = next(iter(wrong), None)
    if first is None:
        yield grade.status, grade.status
        return
    reason = "" if first.code in {"", first.check} else f": {first.code.replace('-', ' ')}"
    yield f"{first.check} {first.code}", f"fails {first.check}{reason}"


def _most(cohort: Cohort, told: Callable[[Grade], Iterable[tuple[str, str]]]) -> list[Mistake]:
    """What is `told` of grades, each counted once a student; most students first."""
    students: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    words: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    required = set()
    for student, grade in _grades(cohort):
        for code, what in told(grade):
            key = grade.exercise, code
            students[key][student] = None
            words[key][what] += 1
            if grade.status is not Status.PASSED:
                required.add(key)
    found = [
        Mistake(*key, words[key].most_common(1)[0][0], tuple(whose), required=key in required)
        for key, whose in students.items()
    ]
    return sorted(found, key=lambda one: -len(one.students))


def _grades(cohort: Cohort) -> Iterator[tuple[str, Grade]]:
    """Everybody's grades, with whose they are; nothing is wrong with what is not begun."""
    for standing in cohort.standings:
        for grade in standing.report.grades if standing.report else ():
            if grade.begun:
                yield standing.student.id, grade
