# nothing-recorded at line 24: in backward nothing is recorded, unless it is turned on
# fails: crash
import torch


def block(x, u, v):
    return torch.tanh(x @ u) @ v


def leaf(value):
    return value.view_as(value) if value.requires_grad else value.detach().requires_grad_()


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        ctx.save_for_backward(x, u, v)
        return block(x, u, v)

    @staticmethod
    def backward(ctx, g):
        inputs = [leaf(value) for value in ctx.saved_tensors]
        y = block(*inputs)
        return torch.autograd.grad(y, inputs, g)
