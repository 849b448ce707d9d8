# hostile: loops at every one of many statements
# verdict: not-passed
# evidence: none
# timeout: 0.3
import torch

while True: pass
while True: pass
while True: pass
while True: pass
while True: pass
while True: pass
while True: pass


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
