# wrong-count at line 21: forward takes three inputs, but two gradients are returned
# fails: contract
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
        gX = (gA + gO @ V.t()) * (1 - A**2)
        gQ = gX @ K
        gK = gX.t() @ Q
        return gQ, gK
