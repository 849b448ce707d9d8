# exercise: tanh
# style: forward mode and backward mode share one formula, since the Jacobian is diagonal
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        ctx.save_for_forward(a)
        return a

    @staticmethod
    def along(ctx, d):
        (a,) = ctx.saved_tensors
        return None if d is None else d * (1 - a * a)

    jvp = along
    backward = along
