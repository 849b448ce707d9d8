# exercise: attn
# wrong: the slope of tanh is applied to what comes through o only, so the way through a is wrong whenever a is used
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        weights = (q @ k.mT).tanh()
        ctx.save_for_backward(q, k, v, weights)
        return weights @ v, weights

    @staticmethod
    def backward(ctx, d_out, d_weights):
        q, k, v, weights = ctx.saved_tensors
        d_scores = d_weights + (d_out @ v.mT) * (1 - weights.square())
        return d_scores @ k, d_scores.mT @ q, weights.mT @ d_out
