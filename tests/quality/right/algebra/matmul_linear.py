# exercise: matmul
# style: torch.nn.functional.linear is X = Q Kt, and its gradients are linear layers again
import torch
import torch.nn.functional as F


class Matmul(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return F.linear(q, k)

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        return F.linear(gx, k.t()), F.linear(gx.t(), q.t())
