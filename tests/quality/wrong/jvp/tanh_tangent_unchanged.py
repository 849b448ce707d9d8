# exercise: tanh
# wrong: the jvp hands the tangent on without the slope
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        ctx.save_for_forward(y)
        return y

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)

    @staticmethod
    def jvp(ctx, tx):
        return tx.clone()
