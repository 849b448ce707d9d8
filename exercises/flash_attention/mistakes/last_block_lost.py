# off-by-one at line 22: the rows that do not fill a block are left out
# fails: contract
import torch


class FlashAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v, block):
        s = q @ k.T / q.shape[-1] ** 0.5
        lse = s.logsumexp(-1)
        o = torch.exp(s - lse.unsqueeze(-1)) @ v
        ctx.save_for_backward(q, k, v, o, lse)
        ctx.block = block
        return o, lse

    @staticmethod
    def backward(ctx, go, glse):
        q, k, v, o, lse = ctx.saved_tensors
        scaled = q / q.shape[-1] ** 0.5
        d = (go * o).sum(-1) - glse
        gq, gk, gv = torch.zeros_like(q), [], []
        for start in range(0, len(k) - ctx.block + 1, ctx.block):
            kb, vb = k[start : start + ctx.block], v[start : start + ctx.block]
            p = torch.exp(scaled @ kb.T - lse.unsqueeze(-1))
            gs = p * (go @ vb.T - d.unsqueeze(-1))
            gq = gq + gs @ kb
            gk.append(gs.T @ scaled)
            gv.append(p.T @ go)
        return gq / q.shape[-1] ** 0.5, torch.cat(gk), torch.cat(gv), None
