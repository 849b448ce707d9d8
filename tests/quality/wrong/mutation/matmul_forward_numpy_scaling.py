# exercise: matmul
# wrong: forward scales q through numpy and forgets to scale it back
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = q @ k.T
        ctx.save_for_backward(q.clone(), k)
        rows = q.detach().numpy()
        rows *= 0.5
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.T @ q
