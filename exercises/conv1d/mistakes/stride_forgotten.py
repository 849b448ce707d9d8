# argument-left-out at line 19: the kernel was moved on by stride, here its windows stand side by side
# fails: blocks y->x y->w
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
        gx, gw = torch.zeros_like(wide), torch.zeros_like(w)
        for j in range(w.shape[-1]):
            seen = slice(j, j + g.shape[-1])
            gx[..., seen] += torch.einsum("bot,oc->bct", g, w[..., j])
            gw[..., j] = torch.einsum("bot,bct->oc", g, wide[..., seen])
        return gx[..., ctx.padding : ctx.padding + x.shape[-1]], gw, None, None
