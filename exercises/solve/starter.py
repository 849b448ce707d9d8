import torch


class Solve(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        x = torch.linalg.solve(a, b)
        ctx.save_for_backward(a, x)
        return x

    @staticmethod
    def backward(ctx, gx):
        a, x = ctx.saved_tensors
        # TODO: gx has the shape of x. Return the gradients of a and b, in this
        # order, each with the shape of its input.
        raise NotImplementedError("derive the gradients of a and b")
