# exercise: matmul_nn
# style: jvp with setup_context and without materialized zeros
import torch


class AV(torch.autograd.Function):
    @staticmethod
    def forward(a, v):
        return a @ v

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(*inputs)
        ctx.save_for_forward(*inputs)

    @staticmethod
    def backward(ctx, go):
        if go is None:
            return None, None
        a, v = ctx.saved_tensors
        return go @ v.mT, a.mT @ go

    @staticmethod
    def jvp(ctx, ta, tv):
        a, v = ctx.saved_tensors
        if ta is None and tv is None:
            return None
        if ta is None:
            return a @ tv
        if tv is None:
            return ta @ v
        return ta @ v + a @ tv
