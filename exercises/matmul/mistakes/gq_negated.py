# sign at line 16: the gradient of q has the wrong sign
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
        gq = -gx @ k
        gk = gx.t() @ q
        return gq, gk
