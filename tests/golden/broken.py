import torch


class Attn(torch.autograd.Function)
    pass
