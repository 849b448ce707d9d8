# hostile: returns objects that are equal to, and smaller than, everything
# verdict: not-passed
# evidence: none
import torch


class Yes:
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = __bool__ = lambda self, *_: True
    __hash__ = None

    def __getattr__(self, name):
        return lambda *_, **__: Yes()


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x) if not x.requires_grad else Yes()

    @staticmethod
    def backward(ctx, ga):
        return Yes()
