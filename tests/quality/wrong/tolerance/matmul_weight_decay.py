# exercise: matmul
# wrong: the gradient of k is multiplied with one minus 1e-10, a decay that nobody asked for
import torch


class MatMulNT(torch.autograd.Function):
    decay = 1e-10

    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q.mm(k.T)

    @staticmethod
    def backward(ctx, g):
        q, k = ctx.saved_tensors
        return g.mm(k), (1 - MatMulNT.decay) * g.T.mm(q)
