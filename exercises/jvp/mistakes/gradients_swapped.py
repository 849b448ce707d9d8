# swapped-gradients at line 22: a gets the gradient of b, and the reverse
# fails: blocks y->a y->b
import torch


class Gate(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(a, b):
        return a * torch.sigmoid(b)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, g):
        a, b = ctx.saved_tensors
        s = torch.sigmoid(b)
        return g * a * s * (1 - s), g * s

    @staticmethod
    def jvp(ctx, ta, tb):
        a, b = ctx.saved_tensors
        s = torch.sigmoid(b)
        return ta * s + tb * a * s * (1 - s)
