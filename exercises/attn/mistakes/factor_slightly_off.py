# precision at line 19: a factor that is nearly one but not quite
# fails: blocks o->v
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
        gV = 1.0005 * A.t() @ gO
        return gX @ K, gX.t() @ Q, gV
