# exercise: tanh
# style: a hand-written vmap: entrywise, so the batch stays where it is
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)

    @staticmethod
    def vmap(info, in_dims, x):
        return Tanh.apply(x), in_dims[0]
