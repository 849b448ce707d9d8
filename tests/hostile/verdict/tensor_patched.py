# hostile: patches the methods of Tensor that a comparison would use
# verdict: not-passed
# evidence: none
import torch

for name in ("__eq__", "__ne__", "__lt__", "__le__", "eq", "le", "lt", "all", "any"):
    setattr(torch.Tensor, name, lambda self, *_, **__: True)
for name in ("sub", "__sub__", "__rsub__", "abs", "norm", "max", "item"):
    setattr(torch.Tensor, name, lambda self, *_, **__: 0.0)
torch.zeros_like = torch.ones_like = torch.rand_like


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return ga + 1
