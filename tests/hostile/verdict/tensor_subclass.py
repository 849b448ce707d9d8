# hostile: returns a Tensor subclass whose every comparison and difference is right
# verdict: not-passed
# evidence: none
import torch


class Lie(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        name = getattr(function, "__name__", "")
        if name in {"allclose", "equal", "isclose", "__eq__", "eq", "all"}:
            return True
        if name in {"sub", "__sub__", "__rsub__", "rsub", "abs", "max", "amax", "norm"}:
            return torch.zeros(())
        return super().__torch_function__(function, types, args, kwargs or {})


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.tanh(x)

    @staticmethod
    def backward(ctx, ga):
        return torch.zeros_like(ga).as_subclass(Lie)
