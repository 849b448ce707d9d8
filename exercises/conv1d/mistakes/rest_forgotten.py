# wrong-shape at line 19: what the kernel did not reach at the end is missing, its gradient is 0
# fails: contract
import torch


class Conv1d(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w, stride, padding):
        ctx.save_for_backward(x, w)
        ctx.stride, ctx.padding = stride, padding
        return torch.nn.functional.conv1d(x, w, stride=stride, padding=padding)

    @staticmethod
    def backward(ctx, g):
        x, w = ctx.saved_tensors
        wide = torch.nn.functional.pad(x, (ctx.padding, ctx.padding))
        windows = wide.unfold(-1, w.shape[-1], ctx.stride)
        gw = torch.einsum("bot,bctk->ock", g, windows)
        gx = torch.nn.functional.conv_transpose1d(g, w, None, ctx.stride, ctx.padding)
        return gx, gw, None, None
