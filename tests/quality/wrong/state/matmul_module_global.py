# exercise: matmul
# wrong: the inputs are remembered in a global of the module, where the next call overwrites them
import torch

_last = {}


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        _last["q"], _last["k"] = q, k
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        return gx @ _last["k"], gx.T @ _last["q"]
