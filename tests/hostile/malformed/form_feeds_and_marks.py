# hostile: has line ends that editors and Python count differently
# verdict: not-passed
# evidence: none
import torch

text = "\x0c\x85\u2028\u2029"
{{REPEAT 50 }}
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
