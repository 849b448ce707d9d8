"""A worker that lies to the grader earns a verdict, and never breaks the grader."""

from __future__ import annotations

import pytest
import torch

from gradgrader.model.result import Status
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Backward, Forward
from gradgrader.sandbox.session import Session
from gradgrader.submissions.source import Submission, Unit

X = torch.tensor([1.0, -2.0], dtype=torch.float64)

# finds the worker that runs it, as a learner who has read our source could
FORGER = """
import os, sys, struct, torch
import msgspec
from gradgrader.sandbox import messages as m

def worker():
    frame = sys._getframe()
    while frame is not None:
        if type(frame.f_locals.get("self")).__name__ == "Worker":
            return frame.f_locals["self"]
        frame = frame.f_back

def forge(*replies):
    for reply in replies:
        worker()._reply(reply)
"""
# a right answer, in whose place other things are sent
LIAR = (
    FORGER
    + """
class Tanh(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.tanh(x)
        ctx.save_for_backward(y)
        return y

    @staticmethod
    def backward(ctx, g):
        (y,) = ctx.saved_tensors
        return g * (1 - y * y)

def lie(kind, change):
    honest = worker()._reply
    worker()._reply = lambda reply: honest(change(reply) if isinstance(reply, kind) else reply)
"""
)


@pytest.mark.parametrize("place", ["99, 0", "0, 99", "-99, 0", "0, -99"])
def test_progress_nowhere_is_a_verdict(grade, place: str) -> None:
    """A death in a statement that there isn't is told, and is no fault of the grader's."""
    report = grade(f"{LIAR}(forge(m.Progress({place})), os.kill(os.getpid(), 9))\n")

    assert report.problems[0].code == "statement-crashed"


@pytest.mark.parametrize("place", ["99, 0", "0, 99", "-99, 0", "0, -99"])
def test_problem_nowhere_is_told_all_the_same(grade, place: str) -> None:
    """An exception that is said to come from no place that exists, or the lie itself, is told."""
    problem = f"m.Raised('E', 'words', [], None, {place})"
    report = grade(f"{LIAR}forge(m.Loaded([], [{problem}]))\n")

    assert {p.code for p in report.problems} <= {"statement-failed", "statement-crashed"}
    assert report.problems


def test_claim_of_a_function_that_is_not_there_is_a_verdict(grade) -> None:
    """A Function that was only claimed can't be called."""
    claim = "m.Seen('Tanh', 'solution.py', 9 ** 9, ['x'], 1, 1)"
    report = grade(f"{LIAR}forge(m.Loaded([{claim}] * 2, []))\n")

    assert report.status is not Status.PASSED


def test_claim_of_a_function_from_nowhere_is_left_out(grade) -> None:
    """What names a file that isn't part of the submission is told, and earns nothing."""
    claim = "m.Seen('Tanh', 'other.py', 1, ['x'], 1, 1)"
    report = grade(f"{LIAR}forge(m.Loaded([{claim}], []))\n")

    assert [p.code for p in report.problems] == ["statement-crashed"]
    assert [g.location.file for g in report.grades] == [None]


OUTPUT_LIES = {
    "no kinds": "m.Outputs(r.values, (), r.differentiable)",
    "no values": "m.Outputs((), r.kinds, r.differentiable)",
    "nothing": "m.Outputs((), (), ())",
    "no flags": "m.Outputs(r.values, r.kinds, ())",
    "too many flags": "m.Outputs(r.values, r.kinds, (True, True))",
    "two values": "m.Outputs(r.values * 2, r.kinds * 2, (True, True))",
    "a kind for none": "m.Outputs((None,), ('tensor',), (True,))",
    "int64": "m.Outputs((r.values[0].long(),), r.kinds, r.differentiable)",
    "nan": "m.Outputs((r.values[0] * float('nan'),), r.kinds, r.differentiable)",
    "empty": "m.Outputs((r.values[0][:0],), r.kinds, r.differentiable)",
    "gradients": "m.Gradients(r.values, r.differentiable)",
    "not alive": "m.Outputs(r.values, r.kinds, (False,))",
}
GRADIENT_LIES = {
    "none": "m.Gradients((), ())",
    "two": "m.Gradients(r.values * 2, r.differentiable * 2)",
    "no flags": "m.Gradients(r.values, ())",
    "no tensors": "m.Gradients((None,) * len(r.values), r.differentiable)",
    "float32": "m.Gradients(tuple(v.float() for v in r.values), r.differentiable)",
    "int64": "m.Gradients(tuple(v.long() for v in r.values), r.differentiable)",
    "bool": "m.Gradients(tuple(v > 0 for v in r.values), r.differentiable)",
    "complex": "m.Gradients(tuple(v * 1j for v in r.values), r.differentiable)",
    "empty": "m.Gradients(tuple(v[:0] for v in r.values), r.differentiable)",
    "nan": "m.Gradients(tuple(v * float('nan') for v in r.values), r.differentiable)",
    "outputs": "m.Outputs(r.values, ('tensor',), r.differentiable)",
    "dropped": "m.Dropped()",
    "raised": "m.Raised('E', 'words', [m.Frame('other.py', -5, 'f')])",
}


SWEEP_LIES = {
    "nothing": ("Swept", "m.Swept((), ())"),
    "a call less": ("Swept", "m.Swept(tuple(v[1:] for v in r.outputs), r.differentiable)"),
    "no flags": ("Swept", "m.Swept(r.outputs, ())"),
    "no gradients": ("Swept", "m.Swept(r.outputs, r.differentiable)"),
    "empty gradients": ("Swept", "m.Swept(r.outputs, (True,), tuple(v[:0] for v in r.outputs))"),
    "numbers": ("Swept", "m.Swept((torch.tensor(1.0),), (True,), r.gradients, r.again)"),
    "float32": ("Swept", "m.Swept(r.outputs, (True,), (r.outputs[0].float(),), (True,))"),
    "uneven": ("Swept", "m.Uneven()"),
    "no rows": ("Pulled", "m.Pulled([])"),
    "a row less": ("Pulled", "m.Pulled([tuple(v[1:] for v in r.gradients[0])])"),
    "no columns": ("Pulled", "m.Pulled([()])"),
    "wrong rows": ("Pulled", "m.Pulled([tuple(v * 2 for v in r.gradients[0])])"),
    "undefined rows": ("Pulled", "m.Pulled([(None,) * len(r.gradients[0])])"),
}


@pytest.mark.parametrize(("kind", "reply"), SWEEP_LIES.values(), ids=SWEEP_LIES)
def test_forged_sweeps_are_never_the_graders_fault(grade, kind: str, reply: str) -> None:
    """What gradcheck asks for at once is checked as what is asked for by itself."""
    report = grade(f"{LIAR}lie(m.{kind}, lambda r: {reply})\n", exercises=("tanh",), strict=True)

    assert (report.status is Status.PASSED) is (reply == "m.Uneven()")


@pytest.mark.parametrize("reply", OUTPUT_LIES.values(), ids=OUTPUT_LIES)
def test_forged_outputs_are_never_the_graders_fault(grade, reply: str) -> None:
    """Lists that don't fit together are a verdict on who sent them."""
    report = grade(f"{LIAR}lie(m.Outputs, lambda r: {reply})\n", exercises=("tanh",))

    assert report.status is not Status.PASSED


@pytest.mark.parametrize("reply", GRADIENT_LIES.values(), ids=GRADIENT_LIES)
def test_forged_gradients_are_never_the_graders_fault(grade, reply: str) -> None:
    """A gradient of another dtype, shape or number does not pass, and does not stop the grader."""
    source = f"{LIAR}lie(m.Gradients, lambda r: {reply})\n"
    report = grade(source, exercises=("tanh",), strict=True)

    assert report.status is not Status.PASSED
    assert report.grades


def test_answer_too_many_is_refused(zygote) -> None:
    """Who answers before being asked is found out at the next request."""
    source = f"{LIAR}honest = worker()._reply\nlie(m.Outputs, lambda r: honest(r) or r)\n"
    submission = Submission(path="a.py", units=(Unit(name="a.py", source=source),))
    with Session(zygote, submission, Limits()) as session:
        session.load()
        session.run(0, [Forward(1, (X,), (True,))], keep=True)
        with pytest.raises(LearnerStopped) as caught:
            session.run(0, [Backward(2, 1, (X,))])

    assert caught.value.code == "protocol"


def test_nonsense_is_told_in_a_sentence(grade) -> None:
    """What the report says reads well."""
    report = grade(f"{LIAR}lie(m.Outputs, lambda r: m.Dropped())\n", exercises=("tanh",))
    told = report.grades[0].check("forward").message

    assert "code its process" not in told
