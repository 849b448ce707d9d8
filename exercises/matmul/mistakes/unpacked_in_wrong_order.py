# wrong-saved-tensor at line 14: saved as q, k but unpacked as k, q
# fails: blocks x->q x->k
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(ctx, gx):
        k, q = ctx.saved_tensors
        return gx @ k, gx.t() @ q
