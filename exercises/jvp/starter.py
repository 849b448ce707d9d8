import torch


class Gate(torch.autograd.Function):
    @staticmethod
    def forward(a, b):
        return a * torch.sigmoid(b)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, gy):
        a, b = ctx.saved_tensors
        # TODO: gy has the shape of y. Return the gradients of a and b.
        raise NotImplementedError("derive the gradients of a and b")

    @staticmethod
    def jvp(ctx, ta, tb):
        a, b = ctx.saved_tensors
        # TODO: how does y move if a moves by ta and b by tb?
        raise NotImplementedError("derive the tangent of y")

    @staticmethod
    def vmap(info, in_dims, a, b):
        # TODO: in_dims says where the batch is, of a and of b, or None. Return
        # the outputs and where their batch is.
        raise NotImplementedError("write a rule for batches")
