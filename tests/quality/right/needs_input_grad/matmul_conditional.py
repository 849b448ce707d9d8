# exercise: matmul
# style: conditional expressions leave out what nobody asked for
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return (
            gx @ k if ctx.needs_input_grad[0] else None,
            gx.T @ q if ctx.needs_input_grad[1] else None,
        )
