# hostile: touches more and more memory, 4 GB at most
# verdict: not-passed
# evidence: none
# timeout: 4
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        kept = []
        while len(kept) < 64:
            kept.append(bytearray(64 << 20))
            kept[-1][::4096] = bytes([1]) * len(kept[-1][::4096])
        print("BREACH: touched 4 GB")
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
