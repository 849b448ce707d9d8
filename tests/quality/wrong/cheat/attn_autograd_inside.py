# exercise: attn
# wrong: backward runs forward again with recording on and lets torch.autograd.grad do the work
# beyond: yes
import torch


def attention(q, k, v):
    a = torch.tanh(q @ k.T)
    return a @ v, a


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        ctx.save_for_backward(q, k, v)
        return attention(q, k, v)

    @staticmethod
    def backward(ctx, go, ga):
        graph = torch.is_grad_enabled()
        with torch.enable_grad():
            inputs = [t.view_as(t).requires_grad_() for t in ctx.saved_tensors]
            outputs = attention(*inputs)
            return torch.autograd.grad(outputs, inputs, (go, ga), create_graph=graph)
