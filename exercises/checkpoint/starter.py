import torch


class Checkpoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, u, v):
        h = torch.tanh(x @ u)
        ctx.save_for_backward(x, u, v)  # and nothing else
        return h @ v

    @staticmethod
    def backward(ctx, gy):
        x, u, v = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of x, u and v.
        raise NotImplementedError("derive the gradients of x, u and v")
