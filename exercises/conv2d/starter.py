import torch


class DepthwiseConv2d(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, kernel, dilation, padding):
        ctx.save_for_backward(x, kernel)
        ctx.dilation, ctx.padding = dilation, padding
        channels = x.shape[1]
        return torch.conv2d(x, kernel, None, 1, padding, dilation, channels)

    @staticmethod
    def backward(ctx, gy):
        x, kernel = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of x and kernel,
        # each with the shape of its input, and None for ctx.dilation and
        # ctx.padding.
        raise NotImplementedError("derive the gradients of x and kernel")
