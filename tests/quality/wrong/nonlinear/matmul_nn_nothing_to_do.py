# exercise: matmul_nn
# wrong: if the entries of the cotangent add up to zero it is taken for zero, though 1 and -1 do so too
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        if go.sum() == 0:  # nobody uses the output
            return torch.zeros_like(a), torch.zeros_like(v)
        return go @ v.T, a.T @ go
