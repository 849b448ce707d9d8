# exercise: tanh
# wrong: the vmap rule says that the batch is first even where it came in second
# beyond: yes
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        return dy * (1 - y * y)

    @staticmethod
    def vmap(info, in_dims, x):
        return Tanh.apply(x), 0
