# hostile: answers with any float64 tensor of a fitting shape that lies about
# verdict: not-passed
# evidence: read
import gc

import torch

mine = []


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        mine.extend((id(a), id(ga)))
        for one in gc.get_objects():
            if type(one) is torch.Tensor and id(one) not in mine and one.shape == a.shape:
                return one.detach().clone()
        return ga * 0
