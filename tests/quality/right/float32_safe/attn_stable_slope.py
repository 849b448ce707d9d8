# exercise: attn
# style: keeps Q and K and takes the slope from X by a formula that neither overflows nor cancels
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        x = q @ k.T
        # slope = 4 s(2x) s(-2x) with the logistic function s, which is never wrong by more than an ulp or two
        slope = 4 * torch.sigmoid(2 * x) * torch.sigmoid(-2 * x)
        gx = slope * (ga + go @ v.T)
        return gx @ k, gx.T @ q, a.T @ go
