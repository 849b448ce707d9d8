# exercise: matmul
# wrong: the cotangent is made symmetric first, so both gradients are wrong unless it was symmetric already
import torch


class MatmulNT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return torch.matmul(q, k.transpose(-1, -2))

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gx = (gx + gx.T) / 2
        return torch.matmul(gx, k), torch.matmul(gx.T, q)
