# exercise: attn
# style: setup_context keeps inputs and one of two outputs, and turns the zeros for unused outputs off
import torch


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(q, k, v):
        weights = torch.tanh(q @ k.transpose(-1, -2))
        return weights @ v, weights

    @staticmethod
    def setup_context(ctx, inputs, outputs):
        ctx.set_materialize_grads(False)
        ctx.save_for_backward(*inputs, outputs[1])

    @staticmethod
    def backward(ctx, go, gw):
        q, k, v, w = ctx.saved_tensors
        gv = None
        arriving = [] if gw is None else [gw]
        if go is not None:
            arriving.append(go @ v.transpose(-1, -2))
            gv = w.transpose(-1, -2) @ go
        if not arriving:
            return None, None, None
        gx = sum(arriving[1:], arriving[0]) * (1 - w * w)
        return gx @ k, gx.transpose(-1, -2) @ q, gv
