# hard-coded-size at line 19: the loop always does two rows, whatever the size of v
# fails: shapes
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
        gX = (gA + gO @ V.t()) * (1 - A * A)
        gV = torch.stack([A[:, j] @ gO for j in range(2)])
        return gX @ K, gX.t() @ Q, gV
