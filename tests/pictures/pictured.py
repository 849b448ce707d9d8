"""Functions that are wrong in a way that is seen in their Jacobian, with their exercises."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

EXERCISE = """\
format: 1
id: {id}
title: For a picture
signature: {signature}
reference: |
  {reference}
inputs: {{{inputs}}}
cases: [{cases}]
"""
# id: signature, reference, inputs, cases
EXERCISES: Mapping[str, tuple[str, str, str, str]] = {
    "turned": ("x -> a", "return x.sin()", "x: m n", "{m: 3, n: 3}, {m: 2, n: 2}"),
    "product": ("a, v -> o", "return a @ v", "a: m n, v: n p", "{m: 3, n: 2, p: 2}"),
    "total": ("x -> s", "return x.cumsum(0)", "x: n", "{n: 5}, {n: 3}"),
    "softmax": ("x -> s", "return x.softmax(0)", "x: n", "{n: 4}, {n: 3}"),
    "zero": ("x -> a", "return x.exp()", "x: m n", "{m: 2, n: 3}"),
    "minus": ("x -> c", "return x.cos()", "x: n", "{n: 4}, {n: 3}"),
    "double": ("x -> s", "return x.sum(0)", "x: m n", "{m: 2, n: 3}"),
    "clipped": ("x -> t", "return 3 * x", "x: n", "{n: 3}"),
    "square": ("a, b -> o", "return a @ b", "a: m n, b: n p", "{m: 2, n: 3, p: 4}"),
    "endless": ("x -> r", "return 1 / x", "x: n", "{n: 3}"),
}
FUNCTION = """

# gradgrader: {id}
class {name}(torch.autograd.Function):
    @staticmethod
    def forward(ctx, {arguments}):
        ctx.save_for_backward({arguments})
        {forward}

    @staticmethod
    def backward(ctx, g):
        {saved} = ctx.saved_tensors
        {backward}
"""
# what is wrong with each
BACKWARDS = {
    "turned": "return (g * x.cos()).T",
    "product": "ga = torch.zeros_like(a); ga[0] = (g @ v.T)[0]; return ga, a.T @ g",
    "total": "return g.flip(0).cumsum(0).flip(0) - g",
    "softmax": "s = x.softmax(0); return -s * (g * s).sum()",
    "zero": "return torch.zeros_like(x)",
    "minus": "return g * x.sin()",
    "double": "return 2 * g.expand(x.shape)",
    "clipped": "return 3 * g.clamp(-0.5, 0.5)",
    "square": "return g @ b.T, a @ g",
    "endless": "return g / (x - x)",
}


def course(folder: Path) -> Path:
    """The folder with an exercise in each."""
    for id_, (signature, reference, inputs, cases) in EXERCISES.items():
        (folder / id_).mkdir(parents=True)
        text = EXERCISE.format(
            id=id_, signature=signature, reference=reference, inputs=inputs, cases=cases
        )
        (folder / id_ / "exercise.yaml").write_text(text, encoding="utf-8")
    return folder


def source() -> str:
    """A file with all of them."""
    parts = ["import torch"]
    for id_, (signature, reference, _, _) in EXERCISES.items():
        arguments = signature.partition(" -> ")[0]
        parts.append(
            FUNCTION.format(
                id=id_,
                name=id_.title(),
                arguments=arguments,
                saved=f"{arguments}," if "," not in arguments else arguments,
                forward=reference,
                backward=BACKWARDS[id_],
            )
        )
    return "".join(parts)
