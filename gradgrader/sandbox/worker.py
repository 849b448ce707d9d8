"""The loop of a worker: untrusted once it has loaded; it computes, and decides nothing."""

from __future__ import annotations

import faulthandler
import os
import posix
import signal
import socket
import sys
import traceback
import warnings
from typing import Any, NoReturn

import torch

from gradgrader.sandbox import isolation
from gradgrader.sandbox.channel import Channel, Closed
from gradgrader.sandbox.evaluate import Evaluator
from gradgrader.sandbox.isolation import Cage
from gradgrader.sandbox.limits import Limits
from gradgrader.sandbox.loader import Loader
from gradgrader.sandbox.messages import ENCODER, REQUESTS, Hello, Load, Progress, Reply, Request
from gradgrader.sandbox.printing import Bounded

TRACES = 4


class Worker:
    """Answers requests on a channel until the other side closes it."""

    def __init__(self, channel: Channel) -> None:
        self._channel, self._sequence = channel, 0
        self._loader: Loader | None = None
        self._evaluators: dict[int, Evaluator] = {}

    def serve(self, layers: dict[str, str]) -> None:
        """Say hello, then answer requests for ever."""
        self._reply(Hello(layers))
        while True:
            sequence, body = self._channel.receive()
            self._sequence = sequence
            self._take(REQUESTS.decode(body))

    def _take(self, request: Request) -> None:
        if isinstance(request, Load):
            self._loader = Loader(
                request.units,
                request.modules,
                request.skip,
                lambda unit, statement: self._reply(Progress(unit, statement)),
            )
            self._reply(self._loader.load())
            return
        assert self._loader is not None
        evaluator = self._evaluators.setdefault(
            request.function,
            Evaluator(self._loader.functions[request.function], self._loader.names),
        )
        self._channel.hold()
        for answer in evaluator.run(request.steps, keep=request.keep):
            self._reply(answer)
        self._channel.release()

    def _reply(self, reply: Reply) -> None:
        self._channel.send(ENCODER.encode(reply), self._sequence)


def main(
    sock: socket.socket, limits: Limits, cage: Cage, scratch: str, more: dict[str, str]
) -> NoReturn:
    """Become a worker; descriptors 0 to 4 are set up, and nothing else is open.

    `more` are layers that the zygote has put on, with their states.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.enable(file=TRACES, all_threads=False)
    faulthandler.register(signal.SIGUSR1, file=TRACES, all_threads=False, chain=False)
    sys.stdout = sys.stderr = Bounded(1, limits.output)
    os.chdir(scratch)
    os.environ.clear()
    os.environ.update(HOME=scratch, TMPDIR=scratch, MPLBACKEND="Agg", LANG="C.UTF-8")
    warnings.resetwarnings()
    warnings.simplefilter("ignore")
    torch.default_generator.manual_seed(0)  # torch.manual_seed asks after every device: 3 ms
    _trace_exits()
    code = 70
    # coverage wraps os._exit to write its file, which is one file too many under a full cage
    leave = os._exit if cage.level == "process" else posix._exit  # noqa: SLF001
    try:
        Worker(Channel(sock)).serve(isolation.put_on(cage, limits, scratch) | more)
    except Closed:
        code = 0
    except BaseException:  # noqa: BLE001 - the trace is all that can be left behind
        os.write(TRACES, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        leave(code)


def _trace_exits() -> None:
    """Leave a trace of the line that ends the process, which os._exit itself would not."""
    leave = os._exit

    def traced(code: int) -> NoReturn:
        frame: Any = sys._getframe(1)  # noqa: SLF001
        lines = [
            f'  File "{f.filename}", line {f.lineno} in {f.name}\n'
            for f in traceback.extract_stack(frame)
        ]
        os.write(TRACES, "".join(reversed(lines[-20:])).encode("utf-8", "replace"))
        leave(code)

    os._exit = traced  # type: ignore[assignment]
