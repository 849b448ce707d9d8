# part at line 16: the sines count as well as the cosines
# fails: blocks p->x
import torch


class PowerSpectrum(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.fft.rfft(x).abs().square()

    @staticmethod
    def backward(ctx, g):
        (x,) = ctx.saved_tensors
        f = torch.fft.rfft(x)
        return 2 * torch.fft.fft(g * f.real, n=x.shape[-1]).real
