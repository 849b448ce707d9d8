# exercise: matmul
# wrong: the vmap rule expects a batch in both inputs, so it crashes when one of them is shared
# beyond: yes
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(q, k):
        return q @ k.transpose(-1, -2)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return gx @ k, gx.transpose(-1, -2) @ q

    @staticmethod
    def vmap(info, in_dims, q, k):
        q = q.movedim(in_dims[0], 0)
        k = k.movedim(in_dims[1], 0)
        return Matmul.apply(q, k), 0
