# exercise: attn
# style: what was saved is unpacked into a named tuple, so that no order has to be remembered
from typing import NamedTuple

import torch


class Kept(NamedTuple):
    queries: torch.Tensor
    keys: torch.Tensor
    values: torch.Tensor
    weights: torch.Tensor


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, queries, keys, values):
        weights = (queries @ keys.T).tanh()
        ctx.save_for_backward(*Kept(queries, keys, values, weights))
        return weights @ values, weights

    @staticmethod
    def backward(ctx, grad_output, grad_weights):
        kept = Kept._make(ctx.saved_tensors)
        grad_scores = grad_output @ kept.values.T + grad_weights
        grad_scores = grad_scores - grad_scores * kept.weights * kept.weights
        return (
            grad_scores @ kept.keys,
            grad_scores.T @ kept.queries,
            kept.weights.T @ grad_output,
        )
