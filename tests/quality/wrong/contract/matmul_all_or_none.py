# exercise: matmul
# wrong: nothing is returned unless both inputs want a gradient, so with one of them frozen the other learns nothing
# beyond: yes
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        if not all(ctx.needs_input_grad):
            return None, None
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
