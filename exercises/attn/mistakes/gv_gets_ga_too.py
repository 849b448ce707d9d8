# extra-term at line 18: v does not act on a, so nothing comes back from a to v
# fails: blocks a->v
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K, V):
        X = Q @ K.t()
        A = torch.tanh(X)
        O = A @ V
        ctx.save_for_backward(Q, K, V, A)
        return O, A

    @staticmethod
    def backward(ctx, gO, gA):
        Q, K, V, A = ctx.saved_tensors
        gV = A.t() @ gO + gA.t() @ V
        gX = (gA + gO @ V.t()) * (1 - A**2)
        return gX @ K, gX.t() @ Q, gV
