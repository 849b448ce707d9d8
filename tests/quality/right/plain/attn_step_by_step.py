# exercise: attn
# style: one named gradient for every arrow of the drawing
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K, V):
        X = Q @ K.T
        A = X.tanh()
        O = A @ V  # noqa
        ctx.save_for_backward(Q, K, V, A)
        return O, A

    @staticmethod
    def backward(ctx, dO, dA_outside):
        Q, K, V, A = ctx.saved_tensors
        # O = A V
        dV = A.T @ dO
        dA_inside = dO @ V.T
        # A is used twice
        dA = dA_inside + dA_outside
        # A = tanh(X)
        dX = (1 - A.pow(2)) * dA
        # X = Q K^T
        dQ = dX @ K
        dK = dX.T @ Q
        return dQ, dK, dV
