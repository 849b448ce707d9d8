# exercise: matmul
# style: generate_vmap_rule, so that torch.func can batch it
import torch


class QKT(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(q, k):
        return q @ k.transpose(-2, -1)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.transpose(-2, -1) @ q
