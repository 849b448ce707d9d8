# wrong-order at line 18: the factors are exchanged, which gives the transpose
# fails: blocks o->q o->k
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
        gA = gA + V @ gO.t()
        gX = gA * (1 - A**2)
        return gX @ K, gX.t() @ Q, A.t() @ gO
