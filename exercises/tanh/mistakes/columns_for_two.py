# hard-coded-size at line 17: divided by half the number of columns, 1 only for two columns
# fails: shapes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(x, a)
        return a

    @staticmethod
    def backward(ctx, grad_output):
        x, a = ctx.saved_tensors
        gx = grad_output * (1 - a * a)
        return gx / (x.shape[1] / 2)
