import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(q, k):
        return q @ k.T

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = gk = None
        if ctx.needs_input_grad[0]:
            gq = gx @ k
        if ctx.needs_input_grad[1]:
            gk = gx.T @ q
        return gq, gk
