# exercise: matmul
# wrong: the inputs are attributes of ctx, so nobody notices when they are changed before backward
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.q, ctx.k = q, k
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        return gx @ ctx.k, gx.T @ ctx.q
