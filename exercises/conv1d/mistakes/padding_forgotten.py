# argument-left-out at line 17: the windows are cut from the signal without its padding
# fails: blocks y->w
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
        windows = x.unfold(-1, w.shape[-1], ctx.stride)
        gw = torch.einsum("bot,bctk->ock", g, windows)
        rest = (wide.shape[-1] - w.shape[-1]) % ctx.stride
        gx = torch.nn.functional.conv_transpose1d(g, w, None, ctx.stride, ctx.padding, rest)
        return gx, gw, None, None
