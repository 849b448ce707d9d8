# hostile: lets torch open the connection
# verdict: any
# evidence: network
import datetime

import torch

try:
    torch.distributed.TCPStore("127.0.0.1", {{TCP_PORT}}, 2, False, datetime.timedelta(seconds=0.3))
    print("BREACH: connected")
except BaseException as error:
    print(type(error))


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        a = torch.tanh(x)
        ctx.save_for_backward(a)
        return a

    @staticmethod
    def backward(ctx, ga):
        (a,) = ctx.saved_tensors
        return ga * (1 - a * a)
