# kept-too-much at line 13: p has an entry for each pair: it is what must not be kept
# fails: economy
import torch


class FlashAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v, block):
        s = q @ k.T / q.shape[-1] ** 0.5
        lse = s.logsumexp(-1)
        p = torch.exp(s - lse.unsqueeze(-1))
        o = p @ v
        ctx.save_for_backward(q, k, v, o, lse, p)
        ctx.block = block
        return o, lse

    @staticmethod
    def backward(ctx, go, glse):
        q, k, v, o, lse, _ = ctx.saved_tensors
        scaled = q / q.shape[-1] ** 0.5
        d = (go * o).sum(-1) - glse
        gq, gk, gv = torch.zeros_like(q), [], []
        for kb, vb in zip(k.split(ctx.block), v.split(ctx.block)):
            p = torch.exp(scaled @ kb.T - lse.unsqueeze(-1))
            gs = p * (go @ vb.T - d.unsqueeze(-1))
            gq = gq + gs @ kb
            gk.append(gs.T @ scaled)
            gv.append(p.T @ go)
        return gq / q.shape[-1] ** 0.5, torch.cat(gk), torch.cat(gv), None
