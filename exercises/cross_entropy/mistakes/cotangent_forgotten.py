# ignores-cotangent at line 18 or 19: right if the loss is the last number, but it need not be
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

        gx = (torch.softmax(x, 1) - hot) * kept.unsqueeze(1)
        return gx / kept.sum(), None
