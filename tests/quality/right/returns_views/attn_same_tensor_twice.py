# exercise: attn
# style: an inner Function for the sum returns one and the same tensor object for both of its inputs
import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, left, right):
        return left + right

    @staticmethod
    def backward(ctx, g):
        return g, g


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = Add.apply(ga, go @ v.T) * (1 - a * a)
        return gx @ k, gx.T @ q, a.T @ go
