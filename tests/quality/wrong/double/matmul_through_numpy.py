# exercise: matmul
# wrong: numpy computes the gradients, and nothing that goes through numpy has a derivative
# beyond: yes
import torch


class MatMul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.T

    @staticmethod
    def backward(ctx, gx):
        q, k, g = (t.detach().numpy() for t in (*ctx.saved_tensors, gx))
        return torch.from_numpy(g @ k), torch.from_numpy(g.T @ q)
