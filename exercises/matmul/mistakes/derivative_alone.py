# ignores-cotangent at line 16: returns the other factor, the cotangent does not occur
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
        return k, q
