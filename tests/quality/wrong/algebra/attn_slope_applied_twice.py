# exercise: attn
# wrong: the cotangent goes through tanh twice, so q and k are too small everywhere
import torch


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, g_o, g_a):
        q, k, v, a = ctx.saved_tensors
        slope = 1 - a * a
        # the weights come out of a tanh ...
        g_a = (g_a + g_o @ v.T) * slope
        # ... and the scores go into it
        g_x = g_a * slope
        return g_x @ k, g_x.T @ q, a.T @ g_o
