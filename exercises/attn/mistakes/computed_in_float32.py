# wrong-dtype at line 19: the derivative of tanh is rounded to single precision
# fails: blocks o->q o->k a->q a->k
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
        dA = (1 - A.float() ** 2).to(A.dtype)
        gX = (gA + gO @ V.t()) * dA
        return gX @ K, gX.t() @ Q, gV
