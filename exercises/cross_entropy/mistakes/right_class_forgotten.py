# dropped-cotangent at line 16: the right class must get 1 less than its share
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
        gx = torch.softmax(x, 1) * kept.unsqueeze(1)
        return g * gx / kept.sum(), None
