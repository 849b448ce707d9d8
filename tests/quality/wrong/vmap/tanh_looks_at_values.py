# exercise: tanh
# wrong: the rule is generated, but backward decides by the values of the cotangent, which a batch does not allow
# beyond: yes
import torch


class TanhFunction(torch.autograd.Function):
    generate_vmap_rule = True

    @staticmethod
    def forward(x):
        return torch.tanh(x)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, dy):
        (y,) = ctx.saved_tensors
        if not dy.any():
            return torch.zeros_like(y)
        return dy * (1 - y * y)
