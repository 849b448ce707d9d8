from torch.autograd import Function


class Norm(Function):
    @staticmethod
    def forward(ctx, x, eps):
        r = (x.pow(2).sum(-1, keepdim=True) + eps).sqrt()
        ctx.save_for_backward(x / r, r)
        return x / r

    @staticmethod
    def backward(ctx, g):
        y, r = ctx.saved_tensors
        return (g - y * (g * y).sum(-1, keepdim=True)) / r, None


class Twice(Function):
    """Two outputs, of which backward forgets the second."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3, 3 * x**2

    @staticmethod
    def backward(ctx, g, _):
        (x,) = ctx.saved_tensors
        return g * 3 * x**2


class Exp(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.mark_dirty(x)
        x.exp_()
        ctx.save_for_backward(x)
        return x

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return g * y


class Spike(Function):
    """Straight through: its gradient is none of forward's."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return (x > 0).to(x.dtype)

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g / (1 + x.abs()) ** 2


class Squared(Function):
    """A surrogate that is wrong all the same: it is not linear in what comes in."""

    @staticmethod
    def forward(_, x):
        return x.sign()

    @staticmethod
    def backward(_, g):
        return g * g


class Away(Function):
    """A forward that leaves torch, with a right gradient."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.detach() ** 2

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return 2 * g * x


def hard(x):
    """What Spike is held against with --reference: x / (1 + |x|), which has its slope."""
    return x / (1 + x.abs())


class Picky(Function):
    """Wrong, with a forward that does not take everything that is tried."""

    @staticmethod
    def forward(ctx, x):
        assert x.shape[0] > 1
        assert x.abs().max() < 5
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        return g * x
