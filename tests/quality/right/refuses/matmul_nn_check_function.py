# exercise: matmul_nn
# style: a helper raises for sizes that do not fit, before torch would
import torch


def check(condition, sentence):
    if not condition:
        raise ValueError(sentence)


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        check(a.ndim == v.ndim == 2, "A and V are matrices")
        check(a.shape[1] == v.shape[0], "A must have as many columns as V has rows")
        check(a.dtype == v.dtype, "A and V must be of one dtype")
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go
