# wrong-saved-tensor at line 21: the gradient of k is computed with k instead of q
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
        gV = A.t() @ gO
        gX = (gA + gO @ V.t()) * (1 - A**2)
        gQ = gX @ K
        gK = gX.t() @ K
        return gQ, gK, gV
