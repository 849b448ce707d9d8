# exercise: tanh
# wrong: the slope is made under no_grad, so the second derivative with respect to x is silently zero
# beyond: yes
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
        with torch.no_grad():
            slope = 1 - y * y
        return dy * slope
