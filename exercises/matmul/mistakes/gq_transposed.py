# extra-transpose at line 15: the cotangent is transposed on the way to q
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
        gQ = torch.matmul(gX.t(), K)
        gK = torch.matmul(Q.t(), gX).t()
        return gQ, gK
