# exercise: matmul
# wrong: the gradients come in a list where a tuple is asked for, and the engine takes it for one gradient
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        grads = []
        grads.append(gx @ k)
        grads.append(gx.T @ q)
        return grads
