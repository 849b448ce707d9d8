"""What a learner's code finds around itself, and what comes of writing where answers go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from textwrap import dedent

import pytest
import torch

from gradgrader.model.result import Status
from gradgrader.sandbox.learner import LearnerStopped
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.messages import Forward
from gradgrader.sandbox.session import Session
from gradgrader.submissions.source import Submission, Unit

Open = Callable[..., Session]

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


@pytest.fixture
def opened(zygote) -> Iterator[Open]:
    """A session with a source text; all of them end with the test."""
    with ExitStack() as stack:

        def run(source: str, **limits: float) -> Session:
            unit = Unit(name="a.py", source=dedent(source))
            submission = Submission(path="a.py", units=(unit,))
            return stack.enter_context(Session(zygote, submission, Limits(**limits)))

        yield run


def printed(session: Session) -> str:
    assert session.load().problems == []
    return session.printed()


def test_environment_is_clean(opened: Open) -> None:
    """No variable of the grader's, or of whoever called it, is passed on."""
    text = printed(
        opened("import os\nprint(sorted(os.environ), os.environ['HOME'] == os.getcwd())")
    )

    assert text == "['HOME', 'LANG', 'MPLBACKEND', 'TMPDIR'] True\n"


def test_only_five_descriptors_are_open(opened: Open) -> None:
    """Input, output, errors, the channel and the traces; nothing of the grader's."""
    source = "import os\nprint([fd for fd in range(256) if os.path.exists(f'/proc/self/fd/{fd}')])"

    assert printed(opened(source)) == "[0, 1, 2, 3, 4]\n"


def test_input_is_empty(opened: Open) -> None:
    """Who asks at the keyboard is told that nobody is there."""
    assert printed(opened("import os\nprint(os.read(0, 9))")) == "b''\n"


def test_scratch_is_the_working_folder(opened: Open) -> None:
    """Files can be written, and each worker has its own folder."""
    source = "import os\nopen('f', 'w').write('x')\nprint(os.getcwd(), os.listdir())"
    first, second = printed(opened(source)), printed(opened(source))

    assert first.split()[1:] == second.split()[1:] == ["['f']"]
    assert first != second


def test_session_of_its_own(opened: Open) -> None:
    """A signal to its own group reaches neither zygote nor grader."""
    text = printed(opened("import os\nprint(os.getsid(0) == os.getpid() == os.getpgid(0))"))

    assert text == "True\n"


def test_randomness_is_the_same_every_time(opened: Open) -> None:
    """torch's generator starts from the same seed in each worker."""
    source = "import torch\nprint(torch.rand(3).tolist())"

    assert printed(opened(source)) == printed(opened(source))


def test_answers_are_bounded(opened: Open) -> None:
    """What returns millions of numbers is told so at each call; none of them is kept."""
    session = opened("""
        import torch

        class Large(torch.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return x.new_zeros(7_000_000)
    """)
    session.load()
    x = torch.ones(2, dtype=torch.float64)
    answers = session.run(0, [Forward(handle, (x,), (True,)) for handle in range(40)])

    assert {(one.type, one.message) for one in answers} == {
        ("ValueError", "got 7,000,000 numbers in one tensor; at most 1,048,576 can be graded")
    }


def test_file_size_is_limited(opened: Open) -> None:
    """A disk can't be filled."""
    session = opened(
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with open('f', 'wb') as f:\n    f.write(bytes(1 << 20))\n",
        file_size=1 << 16,
    )
    (problem,) = session.load().problems

    assert problem.type == "OSError"


GARBAGE = {
    "noise": "os.write(3, b'\\x93' * 64)",
    "huge frame": "os.write(3, struct.pack('<II', 0xffffffff, 1))",
    "empty frame": "os.write(3, struct.pack('<II', 0, 1))",
    "text": "os.write(3, struct.pack('<II', 5, 1) + b'hello')",
    "half a frame": "os.write(3, struct.pack('<II', 99, 1) + b'x')\nos._exit(0)",
    "nested without end": "os.write(3, struct.pack('<II', 90000, 1) + b'\\x91' * 90000)",
    "hello": "forge(m.Hello({}))",
    "other sequence": "worker()._sequence = 7\nforge(m.Loaded([], []))",
    "an answer": "forge(m.Dropped())",
    "closed": "os.close(3)",
    "closed for writing": "import socket\nsocket.socket(fileno=3).shutdown(1)",
    "tensor without end": "os.write(3, struct.pack('<II', len(b), 1) + b)",
}
TENSOR = """
values = [["float64", [1 << 24] * 15 + [0], b"", None]]
b = msgspec.msgpack.encode(
    {"is": "Outputs", "values": values, "kinds": ["tensor"], "differentiable": [True]}
)
"""


@pytest.mark.parametrize("line", GARBAGE.values(), ids=GARBAGE)
def test_nonsense_on_the_channel_is_a_verdict(opened: Open, line: str) -> None:
    """Whatever is written where answers go ends the session, soon, and blames the learner."""
    session = opened(f"{FORGER}{TENSOR}{line}\n", answer=2.0)
    started = time.monotonic()
    with pytest.raises(LearnerStopped) as caught:
        session.load()

    assert caught.value.status in {Status.CRASHED, Status.TIMED_OUT}
    assert caught.value.code in {"protocol", "exit", "timeout"}
    assert time.monotonic() - started < 5
    assert not session.alive


def test_worker_is_gone_afterwards(zygote) -> None:
    """No process, no zombie, no folder and no descriptor is left."""
    source = (
        "import os\nopen('left.txt', 'w').close()\nprint(os.readlink('/proc/self'), os.getcwd())\n"
    )
    submission = Submission(path="a.py", units=(Unit(name="a.py", source=source),))
    before = len(list(Path("/proc/self/fd").iterdir()))
    with Session(zygote, submission, Limits()) as session:
        session.load()
        pid, folder = session.printed().split()
        alive = Path(f"/proc/{pid}").exists() and (Path(folder) / "left.txt").exists()

    assert alive
    assert not Path(f"/proc/{pid}").exists()
    assert not Path(folder).exists()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
