# exercise: attn
# style: vec(A B) = (A kron 1) vec(B): the gradients as products with big, sparse-looking matrices
import torch


def eye(n, like):
    return torch.eye(n, dtype=like.dtype, device=like.device)


class Attn(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.T)
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        slope = torch.diag((1 - a * a).reshape(-1))
        g = ga.reshape(-1) + torch.kron(eye(go.shape[0], v), v.contiguous()) @ go.reshape(-1)
        gx = (slope @ g).reshape(a.shape)
        gv = (torch.kron(a.T.contiguous(), eye(v.shape[1], a)) @ go.reshape(-1)).reshape(v.shape)
        return gx @ k, gx.T @ q, gv
