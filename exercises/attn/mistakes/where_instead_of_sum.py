# dropped-cotangent at line 19: each entry takes one of the two paths, but both add up
# fails: together
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
        gV = A.t() @ gO
        gA = torch.where(gA == 0, gO @ V.t(), gA)
        gX = gA * (1 - A**2)
        gQ = gX @ K
        gK = gX.t() @ Q
        return gQ, gK, gV
