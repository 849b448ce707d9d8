import torch


class FixedPoint(torch.autograd.Function):
    @staticmethod
    def forward(ctx, w, b):
        z = torch.tanh(b)
        for _ in range(40):
            z = torch.tanh(w @ z + b)
        ctx.save_for_backward(w, z)
        return z

    @staticmethod
    def backward(ctx, gz):
        w, z = ctx.saved_tensors
        # TODO: gz has the shape of z. Return the gradients of w and b.
        raise NotImplementedError("derive the gradients of w and b")
