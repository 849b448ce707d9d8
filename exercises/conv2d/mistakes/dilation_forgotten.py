# argument-left-out at line 22: the rows that a kernel entry meets stand apart by the dilation
# fails: blocks y->x y->kernel
import torch


class DepthwiseConv2d(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, kernel, dilation, padding):
        ctx.save_for_backward(x, kernel)
        ctx.dilation, ctx.padding = dilation, padding
        channels = x.shape[1]
        return torch.conv2d(x, kernel, None, 1, padding, dilation, channels)

    @staticmethod
    def backward(ctx, g):
        x, kernel = ctx.saved_tensors
        d, pad = ctx.dilation, ctx.padding
        wide = torch.nn.functional.pad(x, (pad, pad, pad, pad))
        gx, gk = torch.zeros_like(wide), torch.zeros_like(kernel)
        for i in range(kernel.shape[2]):
            for j in range(kernel.shape[3]):
                rows = slice(i, i + g.shape[2])
                columns = slice(d * j, d * j + g.shape[3])
                gx[..., rows, columns] += g * kernel[:, :, i, j].unsqueeze(-1)
                gk[:, 0, i, j] = (g * wide[..., rows, columns]).sum((0, 2, 3))
        gx = gx[..., pad : pad + x.shape[2], pad : pad + x.shape[3]]
        return gx, gk, None, None
