# exercise: attn
# style: decorated for mixed precision with torch.amp's custom_fwd and custom_bwd
import torch
from torch.amp import custom_bwd, custom_fwd


class Attention(torch.autograd.Function):
    @staticmethod
    @custom_fwd(device_type="cpu")
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.t())
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    @custom_bwd(device_type="cpu")
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = (go @ v.t() + ga) * (1 - a * a)
        return gx @ k, gx.t() @ q, a.t() @ go
