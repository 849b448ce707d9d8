# exercise: tanh
# wrong: the slope is made in the memory of the output, so the caller's output turns into slopes
import torch


class MyTanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        slope = y.detach()
        with torch.no_grad():
            slope.square_().neg_().add_(1)
        return dy * slope
