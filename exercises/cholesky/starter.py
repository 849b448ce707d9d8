import torch


class Cholesky(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        l = torch.linalg.cholesky((a + a.mT) / 2)
        ctx.save_for_backward(l)
        return l

    @staticmethod
    def backward(ctx, gl):
        (l,) = ctx.saved_tensors
        # TODO: gl has the shape of l. Return the gradient of a, which is
        # symmetric.
        raise NotImplementedError("derive the gradient of a")
