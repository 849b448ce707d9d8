# exercise: attn
# wrong: the weights are returned before the mixture, and backward takes its cotangents in that order
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(q, k, v):
        weights = torch.tanh(q @ k.T)
        return weights, weights @ v

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs, output[0])

    @staticmethod
    def backward(ctx, d_weights, d_mixed):
        q, k, v, weights = ctx.saved_tensors
        d_scores = (d_weights + d_mixed @ v.T) * (1 - weights * weights)
        return d_scores @ k, d_scores.T @ q, weights.T @ d_mixed
