# exercise: matmul
# style: forward has an optional flag that nobody passes, and backward answers it with a last None
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, scale=1.0):
        ctx.scale = scale
        ctx.save_for_backward(q, k)
        return (q @ k.T) * scale

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gx = gx * ctx.scale
        return gx @ k, gx.T @ q, None
