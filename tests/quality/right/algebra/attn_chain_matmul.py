# exercise: attn
# style: what comes through O reaches K and Q as separate sums; linalg.multi_dot where no slope is between
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(torch.linalg.multi_dot([q, k.t()]))
        ctx.save_for_backward(q, k, v, a)
        return torch.linalg.multi_dot([a, v]), a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        square = a * a
        direct = ga - square * ga
        through = torch.linalg.multi_dot([go, v.t()])
        through = through - square * through
        return (
            direct @ k + through @ k,
            direct.t() @ q + through.t() @ q,
            torch.linalg.multi_dot([a.t(), go]),
        )
