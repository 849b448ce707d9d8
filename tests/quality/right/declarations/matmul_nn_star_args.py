# exercise: matmul_nn
# style: both methods take *args, and ctx is the first of them
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(*args):
        ctx, a, v = args
        ctx.save_for_backward(a, v)
        return torch.mm(a, v)

    @staticmethod
    def backward(*args):
        ctx, go = args
        a, v = ctx.saved_tensors
        return torch.mm(go, v.T), torch.mm(a.T, go)
