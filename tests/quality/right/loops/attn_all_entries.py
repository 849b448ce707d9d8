# exercise: attn
# style: every gradient entry by entry from a python dictionary of numbers
# may: empty
import itertools

import torch


class TanhAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q, k, v):
        a = torch.tanh(q @ k.t())
        ctx.save_for_backward(q, k, v, a)
        return a @ v, a

    @staticmethod
    def backward(ctx, go, ga):
        q, k, v, a = ctx.saved_tensors
        m, n = a.shape
        d, p = q.shape[1], v.shape[1]

        gx = {}
        for i, j in itertools.product(range(m), range(n)):
            total = ga[i, j]
            for c in range(p):
                total = total + go[i, c] * v[j, c]
            gx[i, j] = total * (1 - a[i, j] * a[i, j])

        def matrix(entries, rows, columns):
            return torch.stack(list(entries)).view(rows, columns)

        gq = (sum(gx[i, j] * k[j, l] for j in range(n)) for i in range(m) for l in range(d))
        gk = (sum(gx[i, j] * q[i, l] for i in range(m)) for j in range(n) for l in range(d))
        gv = (sum(a[i, j] * go[i, c] for i in range(m)) for j in range(n) for c in range(p))
        return matrix(gq, m, d), matrix(gk, n, d), matrix(gv, n, p)
