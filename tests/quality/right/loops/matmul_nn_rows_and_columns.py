# exercise: matmul_nn
# style: rows of gA as matrix times vector, rows of gV as a weighted sum in a loop
# may: empty
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        ctx.save_for_backward(a, v)
        return torch.stack([weights @ v for weights in a])

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga = torch.stack([v @ g for g in go.unbind(0)])
        gv = []
        for weights in a.unbind(1):
            total = weights[0] * go[0]
            for w, g in zip(weights[1:], go[1:]):
                total = total + w * g
            gv.append(total)
        return ga, torch.stack(gv)
