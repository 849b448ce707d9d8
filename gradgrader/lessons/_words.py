"""What is said in every format."""

from __future__ import annotations

from collections.abc import Sequence

from gradgrader.derivation.records import Derivation, Lesson, Value, Way

SIZES = "small enough to write out, and different wherever they may be, so that transposes show"
ADDED = "several ways come together: added"
CONFIRMED = "Each formula was held against autograd at random inputs before it was shown."
LONGEST = 68


def size(value: Value) -> str:
    """`2×3`; a tensor without axes is a number."""
    return "×".join(map(str, value.entries.shape)) or "a number"


def sizes(made: Derivation) -> str:
    """`q 2×3, k 2×3, v 2×4`"""
    return ", ".join(f"{value.name} {size(value)}" for value in made.inputs)


def arrives(lesson: Lesson) -> str:
    """Where a lesson begins."""
    result = lesson.result
    end = ", in the same shape:" if result.entries.shape else ", a number as well."
    return f"What comes back for {result.name} is {lesson.cotangent.name}{end}"


def about_jacobian(lesson: Lesson, way: Way) -> str:
    """What the rows and columns of a Jacobian are."""
    of, by = lesson.result.name, way.value.name
    return f"{jacobian_size(lesson, way)}: row i, column j is ∂{of}_i/∂{by}_j"


def jacobian_size(lesson: Lesson, way: Way) -> str:
    """`4 × 6`"""
    return f"{len(lesson.result.entries.entries)} × {len(way.value.entries.entries)}"


def example(way: Way) -> tuple[int, int] | None:
    """A place where the Jacobian is shorter with the result's own entries, to show how."""
    if way.jacobian is way.defined:
        return None
    places = [
        (i, j)
        for i, row in enumerate(way.jacobian)
        for j, entry in enumerate(row)
        if entry != 0 and len(str(way.defined[i][j])) <= LONGEST
    ]
    return places[0] if places else None


def instance(lesson: Lesson, way: Way, entries: Sequence[str], place: tuple[int, int]) -> str:
    """`∂a0/∂x0 = 1 - tanh(x0)² = 1 - a0²`, and why."""
    i, j = (
        str(number) if value.entries.shape else ""
        for number, value in zip(place, (lesson.result, way.value), strict=True)
    )
    name = lesson.result.name
    shown = f"∂{name}{i}/∂{way.value.name}{j} = {' = '.join(entries)}"
    return f"Written with entries of {name}, which backward can save: {shown}"


def from_end(made: Derivation) -> str:
    """How the steps go together."""
    assert made.chain is not None
    words = (
        "Backward goes from the end to the beginning: what a step sends back is what arrives for"
        " the step before it."
    )
    if any(line.added for line in made.chain.lines):
        words += " Where a value goes several ways, what comes back along them is added."
    return words
