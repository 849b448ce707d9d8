# missing-transpose at line 17: the cotangent is used as it is for k, but needs to be transposed
# fails: blocks x->k
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
        gq = gx @ k
        gk = gx @ q
        return gq, gk
