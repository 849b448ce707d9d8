# wrong-forward at line 12: the outputs are returned in the wrong order
# fails: forward
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K, V):
        A = torch.tanh(Q @ K.t())
        O = A @ V
        ctx.save_for_backward(Q, K, V, A)
        return A, O

    @staticmethod
    def backward(ctx, gA, gO):
        Q, K, V, A = ctx.saved_tensors
        gX = (gA + gO @ V.t()) * (1 - A**2)
        return gX @ K, gX.t() @ Q, A.t() @ gO
