# exercise: attn
# wrong: the weights are marked as not differentiable, so a loss on them trains nothing
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(q, k, v):
        weights = torch.tanh(q @ k.T)
        return weights @ v, weights

    @staticmethod
    def setup_context(ctx, inputs, output):
        _, weights = output
        ctx.mark_non_differentiable(weights)
        ctx.save_for_backward(*inputs, weights)

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
