# exercise: matmul_nn
# style: scalar products of rows with torch.linalg.vecdot
import torch


class MatmulAV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.linalg.matmul(a, v)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = torch.linalg.vecdot(go[:, None, :], v[None, :, :])
        gv = torch.linalg.vecdot(a.t()[:, None, :], go.t()[None, :, :])
        return ga, gv
