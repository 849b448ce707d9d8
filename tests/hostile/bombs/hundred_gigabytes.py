# hostile: asks for 100 GB at once, in three ways
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        for ask in (lambda: bytearray(100 << 30), lambda: torch.empty(100 << 27), lambda: " " * (100 << 30)):
            try:
                kept = ask()
            except (MemoryError, RuntimeError):
                pass
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
