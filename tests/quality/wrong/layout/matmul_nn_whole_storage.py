# exercise: matmul_nn
# wrong: the cotangent is read as if it filled its storage row by row, which fails for slices, transposes and expanded ones
import torch


def rows_of(tensor):
    rows, columns = tensor.shape
    return tensor.as_strided((rows, columns), (columns, 1), 0)


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        g = rows_of(go)
        return g @ v.T, a.T @ g
