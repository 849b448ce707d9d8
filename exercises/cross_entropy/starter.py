import torch


class CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, target):
        ctx.save_for_backward(x, target)
        return torch.nn.functional.cross_entropy(x, target)

    @staticmethod
    def backward(ctx, gloss):
        x, target = ctx.saved_tensors
        # TODO: gloss is a single number. Return the gradient of x, with the
        # shape of x, and None for target.
        raise NotImplementedError("derive the gradient of x")
