# exercise: tanh
# style: no class statement, the Function is made with type()
import torch


def _forward(ctx, x):
    a = torch.tanh(x)
    ctx.save_for_backward(a)
    return a


def _backward(ctx, ga):
    (a,) = ctx.saved_tensors
    return ga * (1 - a * a)


TanhFunction = type(
    "TanhFunction",
    (torch.autograd.Function,),
    {"forward": staticmethod(_forward), "backward": staticmethod(_backward)},
)
