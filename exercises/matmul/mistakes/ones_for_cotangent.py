# ignores-cotangent at line 16: a matrix of ones is put in place of the cotangent
# fails: blocks x->q
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = torch.matmul(q, k.transpose(0, 1))
        ctx.save_for_backward(q, k)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = torch.ones_like(gx) @ k
        gk = gx.transpose(0, 1) @ q
        return gq, gk
