# exercise: matmul_nn
# style: the gradients are computed by numpy, which autograd can't see, and the file says so
import torch
from torch.autograd.function import once_differentiable


def to_numpy(t):
    # numpy knows no bfloat16
    return t.detach().to(torch.float64).cpu().numpy()


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    @once_differentiable
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        g = to_numpy(go)
        ga = g @ to_numpy(v).T
        gv = to_numpy(a).T @ g
        return torch.from_numpy(ga).to(a), torch.from_numpy(gv).to(v)
