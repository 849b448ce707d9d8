"""Grade hand-derived backwards of torch.autograd.Function; importing this does not import torch."""

__version__ = "0.1.0"
