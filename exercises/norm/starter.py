import torch


class Norm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.linalg.vector_norm(x, dim=1)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, gy):
        x, y = ctx.saved_tensors
        # TODO: gy has an entry for each row. Return the gradient of x, with
        # the shape of x.
        raise NotImplementedError("derive the gradient of x")
