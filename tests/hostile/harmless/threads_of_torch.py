# hostile: sets torch's threads, seeds and print options, as a course's template does
# verdict: passed
# evidence: none
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(1)
torch.manual_seed(0)
torch.set_printoptions(precision=3)
torch.autograd.set_detect_anomaly(False)
for (batch,) in DataLoader(TensorDataset(torch.ones(6, 2)), batch_size=2, shuffle=True):
    F.softmax(batch, dim=1)


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
