"""A worker does what it is asked, within its limits, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from textwrap import dedent

import pytest
import torch

from gradgrader.model.result import Status
from gradgrader.sandbox.isolation import BUILT_IN, LIMITS
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Backward, Drop, Dropped, Forward, Gradients, Outputs, Raised
from gradgrader.sandbox.records import RawGradient
from gradgrader.sandbox.session import Session
from gradgrader.submissions.source import Submission, Unit

TWICE = """
import torch
from torch.autograd import Function

class Twice(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x, x * 3)
        ctx.kept = x + 1
        return 2 * x

    @staticmethod
    def backward(ctx, g):
        return (2 * g).float()
"""
FORWARD = """
import os, sys, time, torch
class F(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        {}
        return x
    @staticmethod
    def backward(ctx, g):
        return g
"""
X = torch.tensor([1.0, -2.0], dtype=torch.float64)
CALL = [Forward(1, (X,), (True,))]
Open = Callable[..., Session]


@pytest.fixture
def opened(zygote) -> Iterator[Open]:
    """A session with a source text; all of them end with the test."""
    with ExitStack() as stack:

        def run(source: str, **limits: float) -> Session:
            unit = Unit(name="a.py", source=dedent(source))
            submission = Submission(path="a.py", units=(unit,))
            return stack.enter_context(Session(zygote, submission, Limits(**limits)))

        yield run


def stopped(session: Session, *, load: bool = False) -> LearnerStopped:
    """How a session ends when it is loaded, or loaded and then called."""
    if not load:
        session.load()
    with pytest.raises(LearnerStopped) as caught:
        session.load() if load else session.run(0, CALL)
    assert not session.alive
    return caught.value


def test_loading_tells_what_was_defined(opened: Open) -> None:
    """Names, places and arguments of every Function; every limit is on."""
    session = opened(TWICE)
    (seen,) = session.load().functions

    assert (seen.name, seen.unit, seen.line) == ("Twice", "a.py", 5)
    assert (seen.parameters, seen.least, seen.most) == (["x"], 1, 1)
    assert {session.layers[name] for name in (*BUILT_IN, *LIMITS)} == {"on"}


def test_steps_are_answered_in_order(opened: Open) -> None:
    """Values, what backward itself returned, and what is kept for it."""
    session = opened(TWICE)
    session.load()
    steps = [*CALL, Backward(2, 1, (X,)), Drop([1]), Backward(3, 1, (X,))]
    outputs, gradients, dropped, gone = session.run(0, steps)

    assert isinstance(outputs, Outputs)
    assert torch.equal(outputs.values[0], 2 * X)
    assert [(s.position, s.attribute, s.constant) for s in outputs.saved] == [
        (0, "", False),
        (1, "", True),
        (None, "kept", True),
    ]
    assert isinstance(gradients, Gradients)
    assert torch.equal(gradients.values[0], 2 * X)
    assert gradients.values[0].dtype == torch.float64
    assert gradients.raw == [RawGradient("tensor", (2,), "float32")]
    assert dropped == Dropped()
    assert isinstance(gone, Raised)


@pytest.mark.parametrize("keep", [False, True])
def test_handles_outlive_a_run_only_when_kept(opened: Open, keep: bool) -> None:  # noqa: FBT001
    """A graph is there for the next round trip if that was asked for."""
    session = opened(TWICE)
    session.load()
    session.run(0, CALL, keep=keep)
    (answer,) = session.run(0, [Backward(2, 1, (X,))])

    assert isinstance(answer, Gradients if keep else Raised)


def test_statement_that_raises_does_not_stop_the_rest(opened: Open) -> None:
    """A failing check of the learner's own costs only itself."""
    loaded = opened("assert 1 == 2, 'oh'\n" + TWICE).load()

    assert [seen.name for seen in loaded.functions] == ["Twice"]
    (problem,) = loaded.problems
    assert (problem.type, problem.message) == ("AssertionError", "oh")
    assert (problem.unit, problem.statement) == (0, 0)


def test_exception_is_placed_on_the_learners_line(opened: Open) -> None:
    """Frames inside torch and gradgrader are left out."""
    session = opened(FORWARD.format("raise KeyError('k')"))
    session.load()
    (answer,) = session.run(0, CALL)

    assert isinstance(answer, Raised)
    assert answer.type == "KeyError"
    assert [(f.unit, f.line, f.function) for f in answer.frames] == [("a.py", 6, "forward")]
    assert str(session.locate(answer)) == "line 6"


def test_what_is_printed_is_bounded(opened: Open) -> None:
    """The first bytes are kept, and a word that more came; printing on raises nothing."""
    session = opened(
        "print('début')\nfor _ in range(1000): print('x' * 1000)\n" + TWICE, output=500
    )
    loaded = session.load()

    assert loaded.problems == []
    assert session.printed().startswith("début\nxxx")
    kept, cut = session.printed().split("\n[")
    assert len(kept.encode()) == 500
    assert cut == "what it printed beyond this was not kept]\n"


def test_call_without_end_is_stopped(opened: Open) -> None:
    """A forward that does not return is a verdict, with the line it was on."""
    told = stopped(opened(FORWARD.format("time.sleep(60)"), answer=0.5))

    assert (told.status, told.code) == (Status.TIMED_OUT, "timeout")
    assert told.message == "did not finish within 0.5 s"
    assert told.location.line == 6


def test_loading_without_end_is_stopped(opened: Open) -> None:
    """A busy loop at the top of a file is stopped too, and the statement is known."""
    session = opened("import time\nwhile True:\n    pass\n", answer=0.5)
    told = stopped(session, load=True)

    assert (told.status, told.code) == (Status.TIMED_OUT, "timeout")
    assert session.statement == (0, 1)
    assert told.location.line in {2, 3}


def test_loading_as_a_whole_is_bounded(opened: Open) -> None:
    """Many statements, each of them quick, can't load for ever."""
    session = opened("import time\n" + "time.sleep(0.1)\n" * 50, answer=5, load=0.5)

    assert stopped(session, load=True).message == "did not finish within 0.5 s"


def test_statements_can_be_left_out(opened: Open) -> None:
    """What stopped one worker is skipped by the next."""
    session = opened("import os\nos._exit(3)\n" + TWICE)

    assert [seen.name for seen in session.load(skip=[(0, 1)]).functions] == ["Twice"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("os._exit(3)", "exit", "ended its own process (exit code 3)"),
        ("os.kill(os.getpid(), 11)", "signal-segv", "crashed Python itself (segmentation fault)"),
        ("__import__('ctypes').string_at(0)", "signal-segv", "crashed Python itself"),
        ("os.kill(os.getpid(), 9)", "signal-kill", "was ended by SIGKILL; it had used"),
        ("os.abort()", "signal-abrt", "aborted (SIGABRT)"),
        ("os.kill(os.getpid(), 15)", "signal-term", "was ended by SIGTERM"),
        ("__import__('signal').raise_signal(40)", "signal-", "was ended by"),
    ],
)
def test_death_has_a_cause(opened: Open, line: str, code: str, words: str) -> None:
    """How the process ended is told in words."""
    told = stopped(opened(FORWARD.format(line)))

    assert told.status is Status.CRASHED
    assert told.code.startswith(code)
    assert told.message.startswith(words)


def test_sys_exit_in_forward_is_an_exception(opened: Open) -> None:
    """Leaving politely is answered like any exception, and the worker lives on."""
    session = opened(FORWARD.format("sys.exit(1)"))
    session.load()
    (answer,) = session.run(0, CALL)

    assert isinstance(answer, Raised)
    assert answer.type == "SystemExit"
    assert session.alive


def test_session_is_over_after_a_death(opened: Open) -> None:
    """Nothing more can be asked of a worker that has ended."""
    session = opened(FORWARD.format("os._exit(0)"))
    stopped(session)

    with pytest.raises(LearnerStopped) as caught:
        session.run(0, CALL)
    assert caught.value.code == "ended"


def test_memory_is_limited(opened: Open) -> None:
    """Too large a tensor is an exception in the learner's code, not the end of the machine."""
    session = opened(FORWARD.format("torch.ones(1 << 30)"), memory=256 << 20)
    session.load()
    (answer,) = session.run(0, CALL)

    assert isinstance(answer, Raised)
    assert answer.type in {"RuntimeError", "MemoryError"}
    assert session.alive
