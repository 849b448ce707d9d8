# own-work-autograd at line 19: autograd is asked for what is to be derived
# fails: own-work
import torch


class LeanAttn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        x = q @ k.T
        a = torch.tanh(x)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        with torch.enable_grad():
            x = (q @ k.T).detach().requires_grad_()
            slope = torch.autograd.grad(torch.tanh(x).sum(), x)[0]
        gx = (ga + go @ v.T) * slope
        return gx @ k, gx.T @ q, a.T @ go
