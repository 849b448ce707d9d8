# nonlinear-in-cotangent at line 16: the cotangent is scaled to length one
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
        gx = gx / gx.norm().clamp(min=1e-12)
        gq = gx @ k
        gk = gx.t() @ q
        return gq, gk
