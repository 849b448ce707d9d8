# dropped-tangent at line 28: what moves because b moves is not there
# fails: jvp
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
        return g * s, g * a * s * (1 - s)

    @staticmethod
    def jvp(ctx, ta, tb):
        a, b = ctx.saved_tensors
        s = torch.sigmoid(b)
        return ta * s
