# wrong-saved-tensor at line 10: k is needed in backward but was never saved
# fails: crash
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = q @ k.t()
        ctx.save_for_backward(q)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.t() @ q
