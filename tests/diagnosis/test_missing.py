"""What is missing in a line, or stands for something else: a triangle, an axis, a way round."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import EXERCISES
from mending import mended

SAVED = """result = torch.linalg.solve(a, b)
        ctx.save_for_backward(a, result)
        return result"""
# a mistake, the kind of its repair, its line, and what the line becomes
MENDED = {
    "cholesky/no_triangle": ("missing-call", 16, "phi = (l.mT @ g).tril()"),
    "cholesky/not_symmetric": ("symmetric-part", 20, "return (s + s.mT) / 2"),
    "eigh/ones_on_the_diagonal": (
        "constant",
        18,
        "gap = gap.masked_fill(torch.eye(a.shape[-1]) > 0, torch.inf)",
    ),
    "power_spectrum/half_forgotten": (
        "missing-factor",
        16,
        "return 2 * torch.fft.fft(g * f.conj(), n=x.shape[-1]).real",
    ),
    "power_spectrum/imaginary_part_lost": (
        "part",
        16,
        "return 2 * torch.fft.fft(g * f.conj(), n=x.shape[-1]).real",
    ),
    "logcumsumexp/softmax_of_the_row": (
        "slice",
        17,
        "share = (x.unsqueeze(-1) - y.unsqueeze(-2)).masked_fill(earlier, -torch.inf).exp()",
    ),
    "sinkhorn/forward_order": ("direction", 26, "for dim, z in reversed(lines):"),
    "sinkhorn/last_line_only": ("slice", 26, "for dim, z in reversed(lines):"),
    "sinkhorn/as_if_settled": (
        "wrong-name",
        27,
        "gz = gz - z.exp() * gz.sum(dim, keepdim=True)",
    ),
    "clip_grad/each_row": ("dimension", 14, "scale = (ctx.c / g.norm()).clamp(max=1)"),
    "clip_grad/always_c": ("missing-call", 14, "scale = (ctx.c / g.norm()).clamp(max=1)"),
}
# what is wrong with a batch, or for complex numbers; and what is saved or summed
MENDED |= {
    "logdet/no_axes_for_a_batch": (
        "dimension",
        15,
        "return g[..., None, None] * torch.linalg.inv(x).mT",
    ),
    "squared_modulus/real_only": ("part", 15, "return 2 * g.real * z"),
    "squared_modulus/no_real_part": ("part", 15, "return 2 * g.real * z"),
    "logcumsumexp/mask_forgotten": (
        "missing-call",
        16,
        "share = (x.unsqueeze(-1) - y.unsqueeze(-2)).exp().triu()",
    ),
    "solve/b_for_x": (
        "saved",
        9,
        SAVED,
    ),
    "svd/stretches_forgotten": (
        "missing-term",
        18,
        "inside = (m - m.mT) / (s.unsqueeze(-1) + s.unsqueeze(-2)) + torch.diag_embed(gs)",
    ),
    "flash_attention/d_forgotten": ("missing-term", 20, "d = (go * o).sum(-1) - glse"),
}
# no small change of these makes everything right: nothing is said that would only seem so
NOTHING = ("cholesky/one_inverse", "inverse/entry_by_entry", "sinkhorn/sums_constant")


def source(name: str) -> str:
    exercise, _, stem = name.partition("/")
    return (EXERCISES / exercise / "mistakes" / f"{stem}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MENDED)
def test_what_is_missing_is_put_in(name: str, grade) -> None:
    """By the change that the mistake asks for, and in its line."""
    exercise, _, stem = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{stem}.py"
    (result,) = grade(path, exercises=(exercise,), hints=4).grades
    kind, line, after = MENDED[name]
    (fix,) = (one.fix for one in result.diagnoses if one.code == kind)

    assert (fix.line, fix.after.strip()) == (line, after)


LOOP = """
import torch

class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        gv = torch.zeros_like(v)
        for i in range(len(a) + 1 - 2):
            gv = gv + torch.outer(a[i], go[i])
        return go @ v.t(), gv
"""
# what stands in the loop's head, and the change that mends it; none where all is right
HEADS = {
    "for i in range(len(a) + 1 - 2):": "for i in range(len(a)):",
    "for i in range(2):": "",  # a number that is right for one size only
}


@pytest.mark.parametrize("head", HEADS)
def test_bounds_of_a_loop(head: str) -> None:
    """Without what is added to them or taken away."""
    found = mended(LOOP.replace("for i in range(len(a) + 1 - 2):", head), "matmul_nn")

    assert (found.patch.after.strip() if found.patch else "") == HEADS[head]


@pytest.mark.parametrize("name", NOTHING)
def test_where_more_is_missing_nothing_is_mended(name: str) -> None:
    """A formula that has too little of the right one is not patched up."""
    assert mended(source(name), name.split("/", maxsplit=1)[0]).best is None


# a mistake, and what is told of it beside its numbers at --hints 2
NOTICED = {
    "inverse/entry_by_entry": ["matrix-rule"],
    "matrix_exp/mean_of_both_sides": ["matrix-rule"],
    "cholesky/one_inverse": ["units"],
    "straight_through/no_window": ["slope-at-zero"],
    "sinkhorn/last_line_only": ["slice"],  # one constant of several would make the same numbers
    "eigh/vectors_forgotten": ["dropped-cotangent"],
    "solve/not_transposed": ["missing-transpose"],  # which an edit of the text has told
    "clip_grad/fixed_length": ["some-values"],
    "clip_grad/each_entry": ["wrong-derivative"],
    "prod/unsqueeze_forgotten": ["keepdim"],  # and zeros are another mistake
}
NUMBERS = {
    *("wrong-gradient", "only-for-small", "backward-raises", "always-zero", "as-if"),
}


@pytest.mark.parametrize("name", NOTICED)
def test_noticed(name: str, grade) -> None:
    """What the numbers of a wrong gradient have in common with the right ones."""
    exercise, _, stem = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{stem}.py"
    (result,) = grade(path, exercises=(exercise,), hints=2).grades

    told = [one for one in result.diagnoses if one.code not in NUMBERS]
    assert [one.code for one in told] == NOTICED[name]
    assert not any(one.locations for one in told)


def test_a_limit_of_what_comes_in_is_no_matter_of_memory(grade) -> None:
    """An incoming gradient of equal entries is wrong however it lies in memory."""
    path = Path(EXERCISES / "clip_grad" / "mistakes" / "always_c.py")
    (result,) = grade(path, exercises=("clip_grad",), hints=1).grades

    assert [one.code for one in result.diagnoses] == ["not-finite"]


# where something stands for which no small change is known
PLACED = {
    "eigh/divided_by_zero": ("not-finite", 19),
    "logcumsumexp/masked_too_late": ("only-sometimes", 17),
    "straight_through/clamp_in_forward": ("wrong-forward", 10),
    "relu_inplace/copy_returned": ("forward-raises", 12),
    "checkpoint/gradients_off": ("nothing-recorded", 24),
    "prod/epsilon_added": ("wrong-lines", 16),  # without the number zeros are wrong, as with it
}


@pytest.mark.parametrize("name", PLACED)
def test_placed(name: str, grade) -> None:
    """With one line, and no range beside it."""
    exercise, _, stem = name.partition("/")
    path = EXERCISES / exercise / "mistakes" / f"{stem}.py"
    (result,) = grade(path, exercises=(exercise,), hints=3).grades
    code, line = PLACED[name]

    assert code in {one.code for one in result.diagnoses}
    assert {place.line for one in result.diagnoses for place in one.locations} == {line}


def test_a_forward_of_several_steps_is_placed_in_their_range(grade) -> None:
    """Nobody knows which of them is wrong."""
    path = EXERCISES / "attn" / "mistakes" / "forward_softmax.py"
    (result,) = grade(path, exercises=("attn",), hints=3).grades
    ((code, (place,)),) = ((one.code, one.locations) for one in result.diagnoses)

    assert (code, place.line, place.end_line) == ("wrong-forward", 9, 11)
