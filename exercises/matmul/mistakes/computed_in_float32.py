# wrong-dtype at line 15: the product is rounded to single precision
# fails: blocks x->q
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K):
        ctx.save_for_backward(Q, K)
        return Q @ K.t()

    @staticmethod
    def backward(ctx, gX):
        Q, K = ctx.saved_tensors
        gQ = (gX.float() @ K.float()).to(Q.dtype)
        gK = gX.t() @ Q
        return gQ, gK
