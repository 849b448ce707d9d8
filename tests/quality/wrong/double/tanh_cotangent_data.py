# exercise: tanh
# wrong: the cotangent is read through .data, so the gradient depends on x but no longer on the cotangent
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        upstream = dy.data
        return upstream - upstream * y * y
