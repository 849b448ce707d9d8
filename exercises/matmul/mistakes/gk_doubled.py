# factor at line 16: a factor 2, as if the product were quadratic in k
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
        gQ = gX @ K
        gK = 2 * gX.t() @ Q
        return gQ, gK
