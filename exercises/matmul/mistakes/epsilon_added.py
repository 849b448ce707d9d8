# precision at line 16: a small constant is added to the gradient of q
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
        gq = gx @ k + 1e-3
        gk = gx.t() @ q
        return gq, gk
