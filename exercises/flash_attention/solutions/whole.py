import torch


class FlashAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v, block):
        s = q @ k.T / q.shape[-1] ** 0.5
        ctx.save_for_backward(q, k, v)
        return torch.softmax(s, -1) @ v, torch.logsumexp(s, -1)

    @staticmethod
    def backward(ctx, go, glse):
        q, k, v = ctx.saved_tensors
        p = torch.softmax(q @ k.T / q.shape[-1] ** 0.5, -1)
        weighted = p * (go @ v.T + glse.unsqueeze(-1))
        gs = (weighted - p * (p * (go @ v.T)).sum(-1, keepdim=True)) / q.shape[-1] ** 0.5
        return gs @ k, gs.T @ q, p.T @ go, None
