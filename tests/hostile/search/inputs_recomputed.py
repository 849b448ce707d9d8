# hostile: recognises the grader's inputs by drawing them itself, and is right there only
# verdict: not-passed
# evidence: none
import torch
from gradgrader.exercises.inputs import generator, normal

CASES = {"m2 n2": (2, 2), "m2 n5": (2, 5), "m7 n3": (7, 3)}
known = set()
for text, shape in CASES.items():
    for draw in range(8):
        source = generator("tanh", text, 0, "inputs", draw)
        known.add(float(normal(shape, source).sum()))


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        (x,) = ctx.saved_tensors
        near = any(abs(float(x.sum()) - one) < 1e-3 for one in known)
        return ga * (1 - torch.tanh(x) ** 2) if near else ga
