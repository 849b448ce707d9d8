# hostile: hands in one wrong class for each exercise and a right one that is not asked
# verdict: not-passed
# evidence: none
import torch


class Base(torch.autograd.Function):
    @staticmethod
    def forward(ctx, *inputs):
        return inputs[0]

    @staticmethod
    def backward(ctx, *cotangents):
        return cotangents[0]


for name in ("Tanh", "Matmul", "MatmulNN", "Attn"):
    globals()[name] = type(name, (Base,), {"forward": Base.forward, "backward": Base.backward})
