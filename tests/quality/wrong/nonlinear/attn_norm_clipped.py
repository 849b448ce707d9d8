# exercise: attn
# wrong: the cotangent of o is scaled down when its norm is above one
import torch


def clip_norm(g, largest=1.0):
    norm = torch.linalg.vector_norm(g)
    return g * (largest / norm) if norm > largest else g


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        go = clip_norm(go)
        gx = (ga + go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
