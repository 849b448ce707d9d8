# hostile: has as long a line as may be read, of brackets that no pattern likes
# verdict: not-passed
# evidence: none
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
# gradgrader:{{REPEAT 60000 #  }}
text = "{{REPEAT 15000 # }}"
