# in-dims-ignored at line 29: in_dims says where the batch is, and is not looked at
# fails: vmap
import torch


class Gate(torch.autograd.Function):
    @staticmethod
    def forward(a, b):
        return a * torch.sigmoid(b)

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, b = inputs
        ctx.save_for_backward(b, output)
        ctx.save_for_forward(b, output)

    @staticmethod
    def backward(ctx, g):
        b, y = ctx.saved_tensors
        return g * torch.sigmoid(b), g * y * torch.sigmoid(-b)

    @staticmethod
    def jvp(ctx, ta, tb):
        b, y = ctx.saved_tensors
        return ta * torch.sigmoid(b) + tb * y * torch.sigmoid(-b)

    @staticmethod
    def vmap(info, in_dims, a, b):
        return Gate.apply(a, b), 0
