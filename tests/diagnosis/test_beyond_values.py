"""Why a function is wrong whose gradients are right: forward mode, batches, complex numbers, ..."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import EXERCISES

# a mistake, its code, and the line that it is told with at --hints 3
TOLD = {
    "jvp/no_jvp": ("missing-jvp", 6),
    "jvp/no_vmap": ("missing-vmap", 6),
    "jvp/in_dims_ignored": ("in-dims-ignored", 29),
    "jvp/tangent_of_b_forgotten": ("dropped-tangent", 28),
    "jvp/tangents_multiplied": ("nonlinear-in-tangent", 28),
    "double_backward/once_only": ("once-differentiable", 13),
    "clip_grad/zero_by_zero": ("not-finite", 15),
    "flash_attention/weights_kept": ("kept-too-much", 13),
    "attn_lean/each_way_alone": ("multiplied-twice", 19),
}
RETURN, KEPT = "return ta * s + tb * a * s * (1 - s)", "y = ta * s + tb * a * s"
# what stands in jvp instead, and what is told then
JVP = {
    "return ta * s - tb * a * s * (1 - s)": [("sign", [26])],
    "return ta * s + tb * a * s": [("wrong-tangent", [26])],
    f"{KEPT}\n        return y": [("wrong-tangent", [])],  # two lines use the tangents
    "return ta * missing": [("jvp-raises", [26])],
}
# what backward returns for |z|², and what is told
COMPLEX = {
    "2 * g.real * z.conj()": ["conjugated"],
    "2 * g.real * z.real": ["imaginary-part"],
    "2 * g * z": ["imaginary-cotangent"],
    "2 * g.real * (z.real + 2j * z.imag) if z.is_complex() else 2 * g * z": [],
}


def changed(path: Path, folder: Path, before: str, after: str) -> Path:
    """The file with one text in another place."""
    source = path.read_text(encoding="utf-8")
    assert source.count(before) == 1
    other = folder / path.name
    other.write_text(source.replace(before, after), encoding="utf-8")
    return other


@pytest.mark.parametrize("name", TOLD)
def test_code_and_line(name: str, grade) -> None:
    """What failed is explained, where it stands."""
    exercise, _, stem = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{stem}.py"
    (result,) = grade(path, exercises=(exercise,), hints=3).grades
    told = [(d.code, [place.line for place in d.locations]) for d in result.diagnoses]

    code, line = TOLD[name]
    assert told == [(code, [line])]


@pytest.mark.parametrize("written", JVP)
def test_forward_mode(written: str, grade, tmp_path: Path) -> None:
    """What the tangents come to; a line only where no other one uses them."""
    path = changed(EXERCISES / "jvp" / "solutions" / "generated.py", tmp_path, RETURN, written)
    (result,) = grade(path, exercises=("jvp",), hints=3).grades

    told = [(d.code, [place.line for place in d.locations]) for d in result.diagnoses]
    assert told == JVP[written]


@pytest.mark.parametrize("written", COMPLEX)
def test_complex_gradient(written: str, grade, tmp_path: Path) -> None:
    """A conjugate, or a part that is lost; nothing is said of what is neither."""
    path = EXERCISES / "squared_modulus" / "mistakes" / "no_real_part.py"
    path = changed(path, tmp_path, "2 * g * z", written)
    (result,) = grade(path, exercises=("squared_modulus",), hints=1).grades

    assert [one.code for one in result.diagnoses] == COMPLEX[written]


# a solution, what stands there instead, the only code, and a part of the words
INSTEAD = {
    "exp/save_output": ("y.conj()", "y", "conjugated", "the conjugate of the derivative belongs"),
    "inverse/between_two": ("y.mT @ g @ y.mT", "y.T @ g @ y.T", "turned-batch", "`y.T` turns"),
}


@pytest.mark.parametrize("name", INSTEAD)
def test_what_is_right_in_plain_sizes_only(name: str, grade, tmp_path: Path) -> None:
    """For complex numbers, or for a batch, one word is missing: it is named."""
    exercise, _, stem = name.partition("/")
    before, after, code, words = INSTEAD[name]
    path = changed(EXERCISES / exercise / "solutions" / f"{stem}.py", tmp_path, before, after)
    (result,) = grade(path, exercises=(exercise,), hints=1).grades

    assert [one.code for one in result.diagnoses] == [code]
    assert words in result.diagnoses[0].message


def test_in_dims_that_are_read(grade, tmp_path: Path) -> None:
    """A rule for batches that looks at `in_dims`, but wrongly, is not told that it does not."""
    path = EXERCISES / "jvp" / "mistakes" / "in_dims_ignored.py"
    path = changed(path, tmp_path, "a, b), 0", "a, b), in_dims[0] and 0")
    (result,) = grade(path, exercises=("jvp",), hints=3).grades

    assert result.diagnoses == ()


def test_first_derivatives_are_enough_elsewhere(grade, tmp_path: Path) -> None:
    """Where nobody asks for second derivatives, a declaration is no fault."""
    path = EXERCISES / "tanh" / "solutions"
    path = changed(
        path / "save_output.py",
        tmp_path,
        "    @staticmethod\n    def backward",
        "    @staticmethod\n    @torch.autograd.function.once_differentiable\n    def backward",
    )
    (result,) = grade(path, exercises=("tanh",), hints=3).grades

    assert result.diagnoses == ()
