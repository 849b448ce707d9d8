# hostile: has a sixty thousand statements, each of which is reported
# verdict: not-passed
# evidence: none
# timeout: 0.4
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
        return ga * 0


{{REPEAT 60000 x=1\n}}
