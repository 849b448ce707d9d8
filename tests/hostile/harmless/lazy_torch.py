# hostile: uses parts of torch that it imports late
# verdict: passed
# evidence: none
import torch


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


x = torch.randn(4, 4, dtype=torch.float64)
torch.linalg.svd(x), torch.linalg.inv(x), torch.einsum("ij,jk->ik", x, x), torch.fft.fft(x)
torch.func.vmap(torch.tanh)(x), torch.func.jacrev(torch.tanh)(x[0])
model = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.Tanh())
optimizer = torch.optim.Adam(model.parameters())
model(x.float()).sum().backward()
optimizer.step()
torch.jit.script(torch.nn.Tanh())
torch.testing.assert_close(x, x)
repr(x)
