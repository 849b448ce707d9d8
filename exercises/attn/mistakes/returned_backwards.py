# swapped-gradients at line 22: the gradients are returned in the order they were found
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
        gV = A.t() @ gO
        gX = (gA + gO @ V.t()) * (1 - A * A)
        gK = gX.t() @ Q
        gQ = gX @ K
        return gV, gK, gQ
