"""Inputs are the same for the same key, others for another, and lie in the domain asked for."""

from __future__ import annotations

from itertools import combinations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from in_process import tiny

from gradgrader.exercises.inputs import DOMAINS, draw_inputs, generator
from gradgrader.model.exercise import Case

shapes = st.lists(st.integers(0, 5), max_size=3).map(tuple)
seeds = st.integers(0, 1 << 30)
CASES = "cases: [{m: 4, n: 5}, {m: 5, n: 4}]\n"
KEYS = [(case, seed, draw) for case in (0, 1) for seed in (0, 1) for draw in (0, 1)]


@pytest.mark.parametrize("domain", sorted(DOMAINS))
def test_same_key_same_numbers(domain: str) -> None:
    """Two graders that never met draw the same inputs, bit for bit."""
    shape = f"{{shape: m m, domain: {domain}}}"
    case = Case({"m": 4})
    first, second = (
        draw_inputs(tiny("x, z -> y", f"{{x: {shape}, z: m}}", "return x"), case, 3, 1)
        for _ in range(2)
    )

    for one, other in zip(first, second, strict=True):
        assert torch.equal(one, other)
        assert one.dtype == torch.float64
    assert [tuple(value.shape) for value in first] == [(4, 4), (4,)]


def test_another_seed_case_or_draw_gives_other_numbers() -> None:
    """Nothing that is drawn twice can be learnt by heart."""
    exercise = tiny("x, z -> y", "{x: m n, z: m n}", "return x + z", CASES)
    drawn = {key: draw_inputs(exercise, exercise.cases[key[0]], *key[1:]) for key in KEYS}

    for one, other in combinations(KEYS, 2):
        assert set(drawn[one][0].flatten().tolist()).isdisjoint(drawn[other][0].flatten().tolist())
    for x, z in drawn.values():
        assert set(x.flatten().tolist()).isdisjoint(z.flatten().tolist())


def test_another_exercise_gives_other_numbers() -> None:
    """The exercise's name is part of the key."""
    one, other = generator("one", "m2", 0), generator("other", "m2", 0)

    assert one.initial_seed() != other.initial_seed()


def test_numbers_are_the_same_for_ever() -> None:
    """A seed means the same on every machine and in every version."""
    exercise = tiny("x -> y", "{x: m}", "return x", "cases: [{m: 2}]\n")
    (x,) = draw_inputs(exercise, exercise.cases[0], 0)
    again = torch.Generator().manual_seed(generator("tiny", "m2", 0, "inputs", 0).initial_seed())

    assert generator("a", 1).initial_seed() == 513298709133990203
    assert torch.equal(x, torch.randn(2, generator=again, dtype=torch.float64))


@given(seeds)
def test_normal_has_both_signs(seed: int) -> None:
    """What holds for positive numbers only is found out."""
    drawn = DOMAINS["normal"]((64,), generator(seed))

    assert (drawn > 0).any() and (drawn < 0).any()


@given(seeds, st.sampled_from([1000, -1000]))
def test_far_out_on_either_side(seed: int, times: int) -> None:
    """Whether exp overflows for some entry does not depend on the seed; the rest is as drawn."""
    sizes = "cases: [{m: 4}]\n"
    exercise = tiny("x, z -> y", "{x: m, z: {shape: m, domain: positive}}", "return x + z", sizes)
    near = draw_inputs(exercise, exercise.cases[0], seed)
    x, z = draw_inputs(exercise, exercise.cases[0], seed, way=f"times {times}")

    assert x.max() >= 800
    assert x.min() <= -800
    assert (x != times * near[0]).sum() <= 2
    assert torch.equal(z, 1000 * near[1])


@given(shapes, seeds)
def test_positive_stays_clear_of_zero(shape: tuple[int, ...], seed: int) -> None:
    """A finite difference stays inside the domain of log and sqrt."""
    drawn = DOMAINS["positive"](shape, generator(seed))

    assert tuple(drawn.shape) == shape
    assert bool((drawn >= 0.1).all())


@given(shapes, seeds)
def test_distinct_leaves_gaps(shape: tuple[int, ...], seed: int) -> None:
    """No two entries come nearer than 0.1, and no order is preferred."""
    drawn = DOMAINS["distinct"](shape, generator(seed))

    assert tuple(drawn.shape) == shape
    ordered = drawn.flatten().sort().values
    assert bool((ordered.diff() >= 0.1 - 1e-12).all())


def test_distinct_is_shuffled() -> None:
    """The largest entry is not always the last one."""
    places = {int(DOMAINS["distinct"]((6,), generator(seed)).argmax()) for seed in range(40)}

    assert len(places) > 3


@given(st.integers(1, 6), st.lists(st.integers(1, 3), max_size=1), seeds)
def test_spd_is_symmetric_and_positive_definite(size: int, batch: list[int], seed: int) -> None:
    """Every eigenvalue is at least 1, so Cholesky factors and inverses exist nearby too."""
    drawn = DOMAINS["spd"]((*batch, size, size), generator(seed))

    assert torch.allclose(drawn, drawn.mT, rtol=0, atol=1e-12)
    assert float(torch.linalg.eigvalsh(drawn).min()) > 1 - 1e-9


def special(point: str, way: str = "special 0") -> torch.Tensor:
    exercise = tiny("x -> y", "{x: m n}", "return x", f"{CASES}special_points: [{point}]\n")
    return draw_inputs(exercise, exercise.cases[0], 0, way=way)[0]


def test_special_points_of_entries_and_of_rows() -> None:
    """Some entries of a row take the value, or whole rows do; the others are what they were."""
    plain = special("{at: {x: 0}}", "")
    entries, rows = special("{at: {x: 0}}"), special("{at: {x: 0}, rows: true}")
    whole = (rows == 0).all(1)

    assert 0 < (entries == 0).sum(1).max() < 5
    assert 0 < whole.sum() < 4
    assert torch.equal(rows[~whole], plain[~whole])


def test_infinities_leave_something_in_each_row() -> None:
    """There is no softmax of nothing but minus infinity."""
    masked = special("{at: {x: -.inf}}").isinf()

    assert not masked[:, 0].any()
    assert masked[:, -1].all()


@given(st.integers(1, 5), st.integers(1, 5), st.lists(st.integers(1, 3), max_size=1), seeds)
def test_regular_is_far_from_singular(rows: int, columns: int, batch: list[int], seed: int) -> None:
    """Singular values are at least 1, and no two come nearer than 0.5."""
    values = torch.linalg.svdvals(DOMAINS["regular"]((*batch, rows, columns), generator(seed)))

    assert bool((values > 1 - 1e-9).all())
    assert bool((-values.diff() > 0.5 - 1e-9).all())


@given(st.integers(1, 5), st.lists(st.integers(1, 3), max_size=1), seeds)
def test_symmetric_has_vectors_of_its_own(size: int, batch: list[int], seed: int) -> None:
    """No two eigenvalues come nearer than 0.5, so that each has its vector."""
    drawn = DOMAINS["symmetric"]((*batch, size, size), generator(seed))

    assert torch.equal(drawn, drawn.mT)
    assert bool((torch.linalg.eigvalsh(drawn).diff() > 0.5 - 1e-9).all())
