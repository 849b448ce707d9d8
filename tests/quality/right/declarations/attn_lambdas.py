# exercise: attn
# style: backward is a lambda of the saved tensors, assigned as a static method
import torch

pull = lambda gx, q, k, a, go: (gx @ k, gx.T @ q, a.T @ go)  # noqa: E731


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    _back = lambda q, k, v, a, go, ga: pull((ga + go @ v.T) * (1 - a * a), q, k, a, go)  # noqa: E731
    backward = staticmethod(lambda ctx, go, ga, back=_back: back(*ctx.saved_tensors, go, ga))
