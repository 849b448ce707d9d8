# exercise: matmul_nn
# style: a logger tells what happens, lazily formatted
import logging

import torch

logger = logging.getLogger("lab.matmul_nn")
logger.addHandler(logging.NullHandler())


class MatmulNN(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, v):
        logger.debug("forward with %s and %s", a.shape, v.shape)
        ctx.save_for_backward(a, v)
        return a @ v

    @staticmethod
    def backward(ctx, go):
        a, v = ctx.saved_tensors
        ga, gv = go @ v.t(), a.t() @ go
        logger.info("largest gradients: %s, %s", ga.detach().abs().sum(), gv.detach().abs().sum())
        return ga, gv
