# ignores-cotangent at line 15: the number of entries, right for a plain sum only
# fails: blocks y->c
import torch


class Add(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b, c):
        return a + b + c

    @staticmethod
    def backward(ctx, g):
        ga = g.sum(1, keepdim=True)
        gb = g.sum(0)
        gc = g.new_tensor(g.numel())
        return ga, gb, gc
