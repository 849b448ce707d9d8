# missing-transpose at line 21: this is the gradient of the transposed k, turn it back
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
        gX = (gA + gO @ V.t()) * (1 - A**2)
        gQ = gX @ K
        gK = Q.t() @ gX
        return gQ, gK, gV
