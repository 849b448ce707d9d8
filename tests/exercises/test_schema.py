"""An exercise file is read strictly, and an error says where it is and what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from in_process import write_exercise

from gradgrader.exercises.catalogue import load_all
from gradgrader.model.exercise import Case, Demand, Exercise, Gradcheck, Input

MINIMAL = """\
format: 1
id: twice
title: Twice
signature: x -> y
reference: |
  y = 2 * x
  return y
inputs:
  x: m n
"""
SQUARE = MINIMAL + "contract: [m = n]\n"


def read(folder: Path, text: str | bytes, name: str = "twice") -> Exercise:
    write_exercise(folder, text, name)
    (exercise,) = load_all([folder])
    return exercise


def test_minimal_file_has_defaults(tmp_path: Path) -> None:
    """Six fields make an exercise; gradcheck's options are torch's own."""
    exercise = read(tmp_path, MINIMAL)

    assert exercise.inputs == (Input("x", ("m", "n"), "normal"),)
    assert exercise.outputs == ("y",)
    assert exercise.gradcheck == Gradcheck(eps=1e-6, atol=1e-5, rtol=1e-3)
    assert (exercise.points, exercise.group, exercise.order) == (1.0, "other", 1000)
    assert (exercise.contract, exercise.beyond, exercise.checks, exercise.hints) == ((), (), {}, ())
    assert exercise.reference_line == 6
    assert exercise.signature == "x -> y"


@pytest.mark.parametrize("shape", ["m n", "m n p", "m n p q"])
def test_default_cases_are_distinct_primes_and_not_only_square(tmp_path: Path, shape: str) -> None:
    """Without cases, the first two have sizes that can't be taken for each other."""
    *unequal, equal = read(tmp_path, MINIMAL.replace("x: m n", f"x: {shape}")).cases

    assert len(unequal) == 2
    assert all(case.promised for case in (*unequal, equal))
    for case in unequal:
        sizes = list(case.sizes.values())
        assert len(set(sizes)) == len(sizes)
        assert set(sizes) <= {2, 3, 5, 7, 11, 13}
    assert len(set(equal.sizes.values())) == 1


@pytest.mark.parametrize("shape", ["m", "''", "m m", "4 4"])
def test_default_cases_are_not_repeated(tmp_path: Path, shape: str) -> None:
    """With few dimensions there are few default cases, none of them twice."""
    cases = read(tmp_path, MINIMAL.replace("x: m n", f"x: {shape}")).cases

    assert len({case.label for case in cases}) == len(cases)


@pytest.mark.parametrize("contract", ["[m = n]", "[n = m]"])
def test_default_cases_keep_the_contract(tmp_path: Path, contract: str) -> None:
    """Default sizes of dimensions that the contract ties are equal."""
    exercise = read(tmp_path, f"{MINIMAL}contract: {contract}\n")

    assert all(case.sizes["m"] == case.sizes["n"] for case in exercise.cases)
    assert len({case.sizes["m"] for case in exercise.cases}) > 1


def test_contract_fills_in_sizes(tmp_path: Path) -> None:
    """A case gives one size of those that the contract ties."""
    exercise = read(tmp_path, SQUARE + "cases: [{m: 2}, {n: 5}]\nbeyond: [{m: 2, n: 3}]\n")

    assert exercise.cases == (Case({"m": 2, "n": 2}), Case({"m": 5, "n": 5}))
    assert exercise.beyond == (Case({"m": 2, "n": 3}, promised=False),)


@pytest.mark.parametrize("contract", ["[m = n, n = p]", "[n = p, m = n]", "[m = n = p]"])
def test_contract_ties_across_groups(tmp_path: Path, contract: str) -> None:
    """The order in which equalities are written doesn't matter."""
    text = MINIMAL.replace("x: m n", "x: m n p") + f"contract: {contract}\ncases: [{{m: 2}}]\n"
    exercise = read(tmp_path, text)

    assert exercise.cases == (Case({"m": 2, "n": 2, "p": 2}),)


def test_off_is_a_word_and_1e_6_a_number(tmp_path: Path) -> None:
    """Scalars are YAML 1.2's, so that nothing has to be quoted."""
    text = "checks: {shapes: off}\ngradcheck: {eps: 1e-7, atol: 1E-4, rtol: .001}\n"
    exercise = read(tmp_path, MINIMAL.replace("m n", "y n") + text + "names: [No, yes, on]\n")

    assert exercise.checks == {"shapes": Demand.OFF}
    assert exercise.gradcheck == Gradcheck(1e-7, 1e-4, 1e-3)
    assert exercise.inputs[0].shape == ("y", "n")
    assert exercise.names == ("No", "yes", "on")


@pytest.mark.parametrize("title", ["12:30", "2024-01-01", "1_000"])
def test_titles_that_only_yaml_1_1_takes_for_numbers_are_words(tmp_path: Path, title: str) -> None:
    """YAML 1.2 knows neither sexagesimal numbers nor dates nor underscores in numbers."""
    exercise = read(tmp_path, MINIMAL.replace("Twice", title))

    assert exercise.title == title
