# exercise: matmul_nn
# style: writes to stderr how often backward was called, a number that nothing depends on
import itertools
import sys

import torch

calls = itertools.count(1)


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.matmul(a, v)

    @staticmethod
    def backward(ctx, go):
        print("call", next(calls), file=sys.stderr)
        a, v = ctx.saved_tensors
        return torch.matmul(go, v.T), torch.matmul(a.T, go)
