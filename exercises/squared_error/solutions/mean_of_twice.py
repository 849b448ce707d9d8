import torch


class SquaredError(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, t):
        if x.size() != t.size():
            raise ValueError(f"shapes must be equal: {list(x.size())}, {list(t.size())}")
        ctx.save_for_backward(x, t)
        return torch.nn.functional.mse_loss(x, t)

    @staticmethod
    def backward(ctx, g):
        x, t = ctx.saved_tensors
        each = torch.full_like(x, 2 / max(x.numel(), 1))
        return g * each * (x - t), g * each * (t - x)
