import torch


class Matmul(torch.autograd.Function):
    """The long way: build both Jacobians and multiply the flattened cotangent with them."""

    @staticmethod
    def forward(ctx, q, k):
        ctx.save_for_backward(q, k)
        return q @ k.t()

    @staticmethod
    def backward(ctx, gx):
        q, k = ctx.saved_tensors
        eye_q = torch.eye(q.shape[0], dtype=q.dtype, device=q.device)
        eye_k = torch.eye(k.shape[0], dtype=k.dtype, device=k.device)
        # d x[i, j] / d q[r, l] is k[j, l] where r = i; d x[i, j] / d k[r, l] is q[i, l] where r = j.
        jacobian_q = torch.einsum("ir,jl->ijrl", eye_q, k).reshape(gx.numel(), q.numel())
        jacobian_k = torch.einsum("jr,il->ijrl", eye_k, q).reshape(gx.numel(), k.numel())
        flat = gx.reshape(-1)
        return (flat @ jacobian_q).reshape(q.shape), (flat @ jacobian_k).reshape(k.shape)
