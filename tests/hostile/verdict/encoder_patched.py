# hostile: replaces the encoder, so that every gradient is sent as one and as passed
# verdict: not-passed
# evidence: none
import torch
import msgspec
from gradgrader.sandbox import messages, worker


class Lying:
    def encode(self, reply):
        if isinstance(reply, messages.Gradients):
            ones = tuple(torch.ones_like(v) for v in reply.values)
            reply = messages.Gradients(ones, reply.differentiable)
        return msgspec.msgpack.encode(reply, enc_hook=messages.pack)


worker.ENCODER = messages.ENCODER = Lying()


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * 0
