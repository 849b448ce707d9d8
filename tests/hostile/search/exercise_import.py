# hostile: loads the exercises and asks their oracle for the gradient
# verdict: not-passed
# evidence: read
import torch
from gradgrader.exercises.catalogue import load_all, roots
from gradgrader.exercises.reference import Oracle

exercise = next(e for e in load_all(roots()) if e.id == "tanh")
print("BREACH: read the exercise", exercise.id)
oracle = Oracle(exercise, 0)


class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return oracle.call([x])[0]

    @staticmethod
    def backward(ctx, ga):
        with torch.enable_grad():
            x = ctx.saved_tensors[0].detach().requires_grad_()
            return torch.autograd.grad(oracle.call([x])[0], x, ga)
