# exercise: matmul
# wrong: forward pushes and backward pops a global stack, which fits only if calls go back in the opposite order, each once
import torch

_calls = []


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        _calls.append((q, k))
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = _calls.pop()
        return gx @ k, gx.T @ q
