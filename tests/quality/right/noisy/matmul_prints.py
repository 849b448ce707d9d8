# exercise: matmul
# style: prints shapes in both directions, and a line when the file is loaded
import torch

print("torch", torch.__version__)


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        print("forward", q.shape, k.shape)
        ctx.save_for_backward(q, k)
        x = q @ k.T
        print("  x is", x)
        return x

    @staticmethod
    def backward(ctx, gx):
        print("backward, gx =", gx)
        q, k = ctx.saved_tensors
        gq, gk = gx @ k, gx.T @ q
        print("  shapes:", *(tuple(g.shape) for g in (gq, gk)), sep="\n    ")
        return gq, gk
