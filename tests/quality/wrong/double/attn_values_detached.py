# exercise: attn
# wrong: v is detached where o sends back to the weights, so the mixed second derivative with v is missing
# beyond: yes
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        to_weights = go @ v.detach().T
        gx = (ga + to_weights) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
