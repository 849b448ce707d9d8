# exercise: matmul_nn
# wrong: the transpose of a is cached by address and shape, so an a that was changed in place, or another one at that address, gets the old values
import torch

_transposes = {}


def transposed(a):
    key = a.data_ptr(), tuple(a.shape)
    if key not in _transposes:
        _transposes[key] = a.detach().t().clone()
    return _transposes[key]


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, transposed(a) @ go
