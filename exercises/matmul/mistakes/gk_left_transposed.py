# missing-transpose at line 16: this is the gradient of the transposed k, turn it back
# fails: contract
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
        gK = torch.matmul(Q.t(), gX)
        return gQ, gK
