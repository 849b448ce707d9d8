# missing-mask at line 18: rows that don't count must get 0
# fails: blocks loss->x
import torch


class CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, target):
        ctx.save_for_backward(x, target)
        return torch.nn.functional.cross_entropy(x, target)

    @staticmethod
    def backward(ctx, g):
        x, target = ctx.saved_tensors
        kept = target != -100
        hot = torch.nn.functional.one_hot(target.clamp(min=0), x.shape[1])

        gx = torch.softmax(x, 1) - hot
        return g * gx / kept.sum(), None
