# swapped-gradients at line 18: the gradients are returned in the wrong order
# fails: blocks x->q x->k
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
        gk = gx.transpose(0, 1) @ q
        gq = gx @ k
        return gk, gq
