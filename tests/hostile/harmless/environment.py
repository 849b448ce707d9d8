# hostile: asks for its folder, its user's folder and a variable
# verdict: passed
# evidence: none
import os
import sys
import tempfile

import torch

torch.set_default_dtype(torch.float64) if os.environ.get("NOT_THERE") else None
print(os.getcwd(), os.path.expanduser("~"), sys.version_info, tempfile.gettempdir())


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
