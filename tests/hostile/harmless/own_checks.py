# hostile: checks itself by gradcheck and autograd, and prints the result
# verdict: passed
# evidence: none
import time

import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)


if True:
    started = time.perf_counter()
    x = torch.randn(3, 4, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(Tanh.apply, x)
    (right,) = torch.autograd.grad(torch.tanh(x).sum(), x)
    (mine,) = torch.autograd.grad(Tanh.apply(x).sum(), x)
    assert torch.allclose(right, mine)
    print(f"passed in {time.perf_counter() - started:.3f} s")
