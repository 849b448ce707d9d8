# exercise: tanh
# wrong: torch.func.vjp derives the gradient, not the author
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        _, pull = torch.func.vjp(torch.tanh, x)
        (dx,) = pull(dy)
        return dx
