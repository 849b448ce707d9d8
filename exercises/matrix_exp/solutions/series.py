import torch

SQUARINGS, TERMS = 5, 30


class MatrixExp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return torch.matrix_exp(a)

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        a, e = a.T / 2**SQUARINGS, g / 2**SQUARINGS
        power, moved = a, e
        y, gradient = torch.eye(len(a), dtype=a.dtype) + a, e
        for k in range(2, TERMS):
            moved = (moved @ a + power @ e) / k
            power = power @ a / k
            y, gradient = y + power, gradient + moved
        for _ in range(SQUARINGS):
            gradient = y @ gradient + gradient @ y
            y = y @ y
        return gradient
