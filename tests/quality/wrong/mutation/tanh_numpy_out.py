# exercise: tanh
# wrong: numpy writes the product into the memory of the cotangent
import numpy as np
import torch


class TanhFunction(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        upstream = dy.detach().numpy()
        slope = 1 - y.detach().numpy() ** 2
        np.multiply(upstream, slope, out=upstream)
        return torch.from_numpy(upstream)
