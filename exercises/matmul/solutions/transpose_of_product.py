import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, Q, K):
        X = torch.matmul(Q, K.t())
        ctx.save_for_backward(Q, K)
        return X

    @staticmethod
    def backward(ctx, gX):
        Q, K = ctx.saved_tensors

        # X = Q Kᵀ, so first the gradient of Kᵀ, then turn it back.
        gQ = torch.matmul(gX, K)
        gKt = torch.matmul(Q.t(), gX)
        return gQ, gKt.t()
