# exercise: matmul_nn
# wrong: a mean is undone with a reciprocal in single precision, so the gradient of v is off by 1e-8 unless the width is a power of two
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        n = v.shape[0]
        share = torch.tensor(1.0 / n, dtype=torch.float32)
        gv = (a * share).T @ go * n
        return go @ v.T, gv
