# extra-call at line 18: the transposed convolution turns the kernel around by itself
# fails: blocks y->x
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
        d, pad, channels = ctx.dilation, ctx.padding, x.shape[1]
        flipped = kernel.flip(2, 3)
        gx = torch.conv_transpose2d(g, flipped, None, 1, pad, 0, channels, d)
        windows = torch.nn.functional.unfold(x, kernel.shape[2:], d, pad)
        windows = windows.unflatten(1, (channels, -1))
        gk = torch.einsum("bcs,bcks->ck", g.flatten(2), windows)
        return gx, gk.reshape(kernel.shape), None, None
