# wrong-order at line 16: adds up the cotangent before it has met the rows of q
# fails: blocks x->k
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K):
        ctx.save_for_backward(Q, K)
        return Q @ K.t()

    @staticmethod
    def backward(ctx, gX):
        Q, K = ctx.saved_tensors
        gQ = torch.matmul(gX, K)
        gK = gX.sum(0).unsqueeze(1) * Q
        return gQ, gK
