# exercise: tanh
# wrong: a sanity check takes the largest output, which an empty matrix does not have
# beyond: yes
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
        largest = y.detach().abs().max()
        assert not largest > 1, "not a tanh"
        return dy * (1 - y * y)
