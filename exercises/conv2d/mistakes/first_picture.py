# hard-coded-size at line 25: takes the first picture of the batch, but all use the same kernel
# fails: shapes
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
                rows = slice(d * i, d * i + g.shape[2])
                columns = slice(d * j, d * j + g.shape[3])
                gx[..., rows, columns] += g * kernel[:, :, i, j].unsqueeze(-1)
                gk[:, 0, i, j] = (g[0] * wide[0, :, rows, columns]).sum((1, 2))
        gx = gx[..., pad : pad + x.shape[2], pad : pad + x.shape[3]]
        return gx, gk, None, None
