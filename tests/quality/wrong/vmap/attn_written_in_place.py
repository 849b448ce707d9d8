# exercise: attn
# wrong: the rule is generated, but backward fills a plain buffer in place, which cannot take a batch
# beyond: yes
import torch


class Attn(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(q, k, v):
        a = torch.tanh(q @ k.mT)
        return a @ v, a

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs, output[1])

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        gx = torch.zeros(a.shape, dtype=a.dtype)
        gx += (ga + go @ v.mT) * (1 - a * a)
        return gx @ k, gx.mT @ q, a.mT @ go
