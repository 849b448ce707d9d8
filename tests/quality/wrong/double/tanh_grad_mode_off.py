# exercise: tanh
# wrong: backward turns recording off for itself, so its result has no derivative at all
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
        torch.set_grad_enabled(False)
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)
