# factor at line 19: the cotangent of a is added twice
# fails: blocks a->q a->k
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
        gA = gA + gO @ V.t() + gA
        gX = gA * (1 - A**2)
        gQ = gX @ K
        gK = gX.t() @ Q
        return gQ, gK, gV
