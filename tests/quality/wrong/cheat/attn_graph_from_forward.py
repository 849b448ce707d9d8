# exercise: attn
# wrong: forward records a second graph on copies, keeps it on ctx, and backward walks it with torch.autograd.grad
# beyond: yes
import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        with torch.enable_grad():
            inputs = [t.detach().clone().requires_grad_() for t in (q, k, v)]
            a = torch.tanh(inputs[0] @ inputs[1].T)
            outputs = a @ inputs[2], a
        ctx.inputs, ctx.outputs = inputs, outputs
        return tuple(t.detach() for t in outputs)

    @staticmethod
    def backward(ctx, go, ga):
        return torch.autograd.grad(ctx.outputs, ctx.inputs, (go, ga), retain_graph=True)
