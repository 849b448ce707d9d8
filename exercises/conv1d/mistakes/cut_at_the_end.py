# off-by-one at line 22: the padding is cut off at the end twice, and at the beginning not at all
# fails: blocks y->x
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
            seen = slice(j, j + ctx.stride * (g.shape[-1] - 1) + 1, ctx.stride)
            gx[..., seen] += torch.einsum("bot,oc->bct", g, w[..., j])
            gw[..., j] = torch.einsum("bot,bct->oc", g, wide[..., seen])
        return gx[..., : x.shape[-1]], gw, None, None
