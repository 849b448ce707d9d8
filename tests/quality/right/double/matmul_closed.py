# exercise: matmul
# style: the gradients are the same Function again, so that derivatives of every order are hand-made
import torch


class QKT(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.transpose(0, 1)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        # G K = qkt(G, K^T) and G^T Q = qkt(G^T, Q^T)
        return QKT.apply(gx, k.transpose(0, 1)), QKT.apply(gx.transpose(0, 1), q.transpose(0, 1))
