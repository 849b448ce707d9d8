# exercise: attn
# style: asserts about every shape on the way
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        assert q.shape[1] == k.shape[1] and k.shape[0] == v.shape[0]
        a = torch.tanh(q @ k.T)
        assert a.shape == (q.shape[0], k.shape[0])
        assert (a.abs() <= 1).all(), "tanh is at most 1"
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        assert go.shape == (q.shape[0], v.shape[1])
        assert ga.shape == a.shape
        gx = (go @ v.T + ga) * (1 - a * a)
        assert gx.shape == a.shape and gx.dtype == a.dtype
        gq, gk, gv = gx @ k, gx.T @ q, a.T @ go
        for grad, of in zip((gq, gk, gv), (q, k, v)):
            assert grad.shape == of.shape, (grad.shape, of.shape)
        return gq, gk, gv
