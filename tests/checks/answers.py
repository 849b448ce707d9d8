"""Functions right and wrong, and small exercises for them."""

from __future__ import annotations

from in_process import tiny
from torch.autograd.function import Function, once_differentiable

# ruff: noqa: ARG004 - torch says which arguments there are

SIZES = "cases: [{m: 2, n: 3}, {m: 3, n: 2}]\n"
SQUARE = tiny("x -> y", "{x: m n}", "return x * x", SIZES)
CUBE = tiny("x -> y", "{x: m n}", "return x ** 3", SIZES)
LINEAR = tiny("x -> y", "{x: m n}", "return 3 * x", SIZES)
BROADCAST = tiny("x, b -> y", "{x: m n, b: n}", "return x + b", SIZES)
TWO = tiny("x -> y, z", "{x: m n}", "return x * x, x ** 3", SIZES)
SMALL = tiny("x -> y", "{x: n n}", "return x @ x", "cases: [{n: 2}]\nbeyond: [{n: 3}]\n")


class Square(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x * g


class ForwardOff(Square):
    @staticmethod
    def forward(ctx, x):
        return Square.forward(ctx, x) + 1e-9


class Float32(Square):
    @staticmethod
    def backward(ctx, g):
        return Square.backward(ctx, g).float().double().float()


class Marked(Square):
    @staticmethod
    def forward(ctx, x):
        y = Square.forward(ctx, x)
        ctx.mark_non_differentiable(y)
        return y


class BarelyOff(Square):
    @staticmethod
    def backward(ctx, g):
        return Square.backward(ctx, g) * (1 + 1e-9)


class Wrong(Square):
    @staticmethod
    def backward(ctx, g):
        return Square.backward(ctx, g) * 1.01


class OneSize(Square):
    @staticmethod
    def backward(ctx, g):
        return Square.backward(ctx, g) * (1 if g.shape[0] == 2 else 2)


class NoneUnhandled(Square):
    @staticmethod
    def forward(ctx, x):
        ctx.set_materialize_grads(False)
        return Square.forward(ctx, x)


class Once(Square):
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return Square.backward(ctx, g)


class Detached(Square):
    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * x.detach() * g


class BackwardRaises(Square):
    @staticmethod
    def backward(ctx, g):
        raise ValueError("not yet")


class Linear(Function):
    @staticmethod
    def forward(ctx, x):
        return 3 * x

    @staticmethod
    def backward(ctx, g):
        return 3 * g


class Unsummed(Function):
    @staticmethod
    def forward(ctx, x, b):
        return x + b

    @staticmethod
    def backward(ctx, g):
        return g, g


class Summed(Unsummed):
    @staticmethod
    def backward(ctx, g):
        return g, g.sum(0)


class OneTooMany(Unsummed):
    @staticmethod
    def backward(ctx, g):
        return g, g.sum(0), g


class TwoRight(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x, x**3

    @staticmethod
    def backward(ctx, gy, gz):
        (x,) = ctx.saved_tensors
        return 2 * x * gy + 3 * x * x * gz


class OrElse(TwoRight):
    @staticmethod
    def backward(ctx, gy, gz):
        (x,) = ctx.saved_tensors
        return 2 * x * gy if gy.any() else 3 * x * x * gz


class Product(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x @ x

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g @ x.T + x.T @ g


class ProductForTwo(Product):
    @staticmethod
    def backward(ctx, g):
        return Product.backward(ctx, g) * (1 if g.shape[0] == 2 else 2)


class Times(Function):
    @staticmethod
    def forward(ctx, x, t):
        ctx.save_for_backward(x, t)
        return x * t

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        return g * t, g * x


class ProductRefusing(Product):
    @staticmethod
    def forward(ctx, x):
        if len(x) > 2:
            raise ValueError("two rows, please")
        return Product.forward(ctx, x)
