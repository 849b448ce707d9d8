# exercise: attn
# wrong: the gradient of k is multiplied with k where q belongs
import torch


def through_tanh(weights, cotangent):
    return cotangent - weights * weights * cotangent


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, query, key, value):
        weights = torch.tanh(query @ key.T)
        ctx.save_for_backward(query, key, value, weights)
        return weights @ value, weights

    @staticmethod
    def backward(ctx, d_out, d_weights):
        query, key, value, weights = ctx.saved_tensors
        d_scores = through_tanh(weights, d_weights + d_out @ value.T)
        d_query = d_scores @ key
        d_key = d_scores.T @ key
        d_value = weights.T @ d_out
        return d_query, d_key, d_value
