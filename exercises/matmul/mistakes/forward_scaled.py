# wrong-forward at line 11: the product is divided by the root of the width, which nobody asked for
# fails: forward
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        scale = q.shape[1] ** -0.5
        ctx.save_for_backward(q, k)
        return q @ k.t() * scale

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        scale = q.shape[1] ** -0.5
        return gx @ k * scale, gx.t() @ q * scale
