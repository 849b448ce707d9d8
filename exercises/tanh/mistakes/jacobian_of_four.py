# hard-coded-size at line 15: the Jacobian is written for four entries only
# fails: shapes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return torch.tanh(X)

    @staticmethod
    def backward(ctx, gA):
        (X,) = ctx.saved_tensors
        J = torch.zeros(4, 4, dtype=X.dtype)
        for i in range(4):
            J[i, i] = 1 - torch.tanh(X.reshape(-1)[i]) ** 2
        gX = torch.matmul(gA.reshape(-1), J)
        return gX.reshape(X.shape)
