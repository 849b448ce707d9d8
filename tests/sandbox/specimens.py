"""Functions right and wrong, for the tests of the proxy: of one input, or of two."""

from __future__ import annotations

import torch
from torch.autograd.function import Function, once_differentiable

# ruff: noqa: ARG004 - torch says which arguments there are


class Right(Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.sin(x)
        ctx.save_for_backward(x)
        return y

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * torch.cos(x)


class WrongFactor(Right):
    @staticmethod
    def backward(ctx, g):
        return 1.1 * Right.backward(ctx, g)


class WrongSecond(Right):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * torch.cos(x.detach())


class SavedIntermediate(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(torch.cos(x))
        return torch.sin(x)

    @staticmethod
    def backward(ctx, g):
        (slope,) = ctx.saved_tensors
        return g * slope


class NoGradient(Right):
    @staticmethod
    def backward(ctx, g):
        return None


class Once(Right):
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * torch.cos(x)


class Marked(Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.sin(x)
        ctx.mark_non_differentiable(y)
        return y

    @staticmethod
    def backward(ctx, g):
        return None


class WrongShape(Right):
    @staticmethod
    def backward(ctx, g):
        return Right.backward(ctx, g)[:1]


class Raises(Right):
    @staticmethod
    def backward(ctx, g):
        raise ValueError("not done yet")


class RaisesForward(Right):
    @staticmethod
    def forward(ctx, x):
        raise RuntimeError("no forward either")


class Random(Right):
    @staticmethod
    def backward(ctx, g):
        return Right.backward(ctx, g) + torch.rand(g.shape, dtype=g.dtype)


class CrashesOnNone(Right):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return Right.forward(ctx, x)

    @staticmethod
    def backward(ctx, g):
        if g is None:
            raise RuntimeError("nothing came")
        return Right.backward(ctx, g)


class TypeErrorOnNone(CrashesOnNone):
    @staticmethod
    def backward(ctx, g):
        return g * torch.cos(ctx.saved_tensors[0])


class Two(Function):
    @staticmethod
    def forward(ctx, x, z):
        ctx.save_for_backward(x, z)
        return x * z, torch.exp(x)

    @staticmethod
    def backward(ctx, gp, ge):
        x, z = ctx.saved_tensors
        return gp * z + ge * torch.exp(x), gp * x


class TwoNoneHandled(Two):
    @staticmethod
    def forward(ctx, x, z):
        ctx.set_materialize_grads(False)
        return Two.forward(ctx, x, z)

    @staticmethod
    def backward(ctx, gp, ge):
        x, z = ctx.saved_tensors
        gx = gp * z if gp is not None else None
        if ge is not None:
            through = ge * torch.exp(x)
            gx = through if gx is None else gx + through
        return gx, gp * x if gp is not None else None


class TwoCrashesOnNone(Two):
    @staticmethod
    def forward(ctx, x, z):
        ctx.set_materialize_grads(False)
        return Two.forward(ctx, x, z)


class TwoWrong(Two):
    @staticmethod
    def backward(ctx, gp, ge):
        gx, gz = Two.backward(ctx, gp, ge)
        return gx, -gz


class TwoSwapped(Two):
    @staticmethod
    def backward(ctx, gp, ge):
        return Two.backward(ctx, ge, gp)


class TwoOneMarked(Two):
    @staticmethod
    def forward(ctx, x, z):
        product, exponential = Two.forward(ctx, x, z)
        ctx.mark_non_differentiable(exponential)
        return product, exponential


class TwoNone(Two):
    @staticmethod
    def backward(ctx, gp, ge):
        return Two.backward(ctx, gp, ge)[0], None


SINGLE = [
    Right,
    WrongFactor,
    WrongSecond,
    SavedIntermediate,
    NoGradient,
    Once,
    Marked,
    WrongShape,
    Raises,
    RaisesForward,
    Random,
    CrashesOnNone,
    TypeErrorOnNone,
]
DOUBLE = [Two, TwoNoneHandled, TwoCrashesOnNone, TwoWrong, TwoSwapped, TwoOneMarked, TwoNone]
