# exercise: matmul_nn
# wrong: the vmap rule uses the first sample of a batch of v for all of them
# beyond: yes
import torch


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(a, v):
        return a @ v

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        return go @ v.T, a.T @ go

    @staticmethod
    def vmap(info, in_dims, a, v):
        a = a.unsqueeze(0) if in_dims[0] is None else a.movedim(in_dims[0], 0)
        if in_dims[1] is not None:
            v = v.movedim(in_dims[1], 0)[0]
        samples = [MatmulNN.apply(a[i % len(a)], v) for i in range(info.batch_size)]
        return torch.stack(samples), 0
