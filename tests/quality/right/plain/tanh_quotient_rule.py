# exercise: tanh
# style: the forward is torch.tanh, the gradient is written as a difference instead of a product
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = torch.tanh(x)
        ctx.save_for_backward(out)
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        # (sinh/cosh)' = 1 - (sinh/cosh)^2
        return grad - grad * out**2
