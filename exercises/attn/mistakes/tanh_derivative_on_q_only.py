# missing-chain-factor at line 21: the gradient of k is taken from before tanh
# fails: blocks o->k a->k
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
        gA = gA + gO @ V.t()
        gX = gA * (1 - A * A)
        gQ = gX @ K
        gK = gA.t() @ Q
        gV = A.t() @ gO
        return gQ, gK, gV
