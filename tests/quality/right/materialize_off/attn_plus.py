# exercise: attn
# style: a small helper adds what may be None, with needs_input_grad on top
from typing import Optional

import torch
from torch import Tensor


def plus(left: Optional[Tensor], right: Optional[Tensor]) -> Optional[Tensor]:
    if left is None:
        return right
    if right is None:
        return left
    return left + right


class Attention(torch.autograd.Function):
    @staticmethod
    def forward(ctx, q: Tensor, k: Tensor, v: Tensor):
        ctx.set_materialize_grads(False)
        a = torch.tanh(q.mm(k.t()))
        ctx.save_for_backward(q, k, v, a)
        return a.mm(v), a

    @staticmethod
    def backward(ctx, go: Optional[Tensor], ga: Optional[Tensor]):
        q, k, v, a = ctx.saved_tensors
        need_q, need_k, need_v = ctx.needs_input_grad
        total = plus(ga, None if go is None else go.mm(v.t()))
        gx = None if total is None else total * (1 - a.pow(2))
        return (
            gx.mm(k) if need_q and gx is not None else None,
            gx.t().mm(q) if need_k and gx is not None else None,
            a.t().mm(go) if need_v and go is not None else None,
        )
