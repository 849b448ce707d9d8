# wrong-dtype at line 15: the gradient is a float32 tensor whatever the input is
# fails: contract
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, X):
        ctx.save_for_backward(X)
        return torch.tanh(X)

    @staticmethod
    def backward(ctx, gA):
        (X,) = ctx.saved_tensors
        gX = torch.zeros(X.shape)
        for i in range(X.shape[0]):
            gX[i] = gA[i] * (1 - torch.tanh(X[i]) ** 2)
        return gX
