# extra-transpose at line 16: k is transposed here as in the forward, and the shapes do not fit
# fails: crash
import torch


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        x = torch.matmul(q, k.transpose(0, 1))
        ctx.save_for_backward(q, k)
        return x

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        gq = gx @ k.transpose(0, 1)
        gk = gx.transpose(0, 1) @ q
        return gq, gk
