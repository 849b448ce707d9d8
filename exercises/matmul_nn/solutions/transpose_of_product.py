import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, A, V):
        O = torch.matmul(A, V)
        ctx.save_for_backward(A, V)
        return O

    @staticmethod
    def backward(ctx, gO):
        A, V = ctx.saved_tensors
        gA = torch.matmul(V, gO.transpose(0, 1)).transpose(0, 1)
        gV = torch.matmul(gO.transpose(0, 1), A).transpose(0, 1)
        return gA, gV
