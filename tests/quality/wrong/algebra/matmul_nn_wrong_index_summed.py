# exercise: matmul_nn
# wrong: the einsum of the gradient of a sums rows of v in the wrong order, as if v were turned upside down
import torch


class MatMulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, weights, values):
        ctx.save_for_backward(weights, values)
        return torch.einsum("mn,np->mp", weights, values)

    @staticmethod
    def backward(ctx, cotangent):
        weights, values = ctx.saved_tensors
        to_weights = torch.einsum("mp,np->mn", cotangent, values.flip(0))
        to_values = torch.einsum("mn,mp->np", weights, cotangent)
        return to_weights, to_values
