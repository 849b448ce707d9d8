# hostile: raises text that a spreadsheet would run
# verdict: not-passed
# evidence: none
import torch


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        raise type('=HYPERLINK("http://x","y")', (Exception,), {})("=cmd|' /C calc'!A0")


raise type("@SUM(1+1)*cmd", (Exception,), {})("=1+1\n+1\n-1\n@x")
