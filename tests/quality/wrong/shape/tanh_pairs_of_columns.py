# exercise: tanh
# wrong: columns are worked on two at a time, so the last of an odd number of columns gets zero
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
        pairs = y.shape[1] // 2
        keep = torch.zeros_like(y)
        keep[:, : 2 * pairs] = 1
        return dy * (1 - y * y) * keep
