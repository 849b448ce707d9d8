"""Frames on a socket: u32 length, u32 sequence number, body; little endian."""

from __future__ import annotations

import math
import os
import select
import socket
import struct
import time
from collections.abc import Callable

HEADER = struct.Struct("<II")
MAX_FRAME = 64 << 20
GLANCE, CHUNK = 0.25, 64 << 10
HELD, HOLDS = 32 << 10, 0.004


class Closed(Exception):
    """The other side is gone."""


class Late(Exception):
    """The other side did not answer in time."""


class Superseded(BaseException):
    """Nobody waits for the answer any more; like Ctrl-C, it is no error that could be handled."""


class Channel:
    """One end of a stream socket; every wait has a deadline on `time.monotonic` (or none).

    It is read and written as a file: a worker may not make calls on sockets. Where something can be
    read from the descriptor `bell`, waiting for a frame ends with Superseded.
    """

    def __init__(self, sock: socket.socket, bell: int | None = None) -> None:
        self._sock, self._bell = sock, bell
        self._watch: Callable[[], None] = lambda: None
        self._got, self._held = bytearray(), bytearray()
        self._since: float | None = None
        sock.setblocking(False)  # noqa: FBT003 - socket's own signature

    def hold(self) -> None:
        """From now on frames may wait for others, until `release`: each write wakes the other side.

        None waits for one that takes long to make, nor for more than fit into a socket at once.
        """
        self._since = time.monotonic()

    def release(self, deadline: float | None = None) -> None:
        """Send what is held; raises Closed, Late."""
        self._since = None
        self._flush(deadline)

    def send(self, body: bytes, sequence: int, deadline: float | None = None) -> None:
        """Send one frame; raises Closed, Late."""
        self._held += HEADER.pack(len(body), sequence) + body
        now = time.monotonic()
        if self._since is not None and now - self._since < HOLDS and len(self._held) < HELD:
            return
        self._flush(deadline)
        if self._since is not None:
            self._since = now

    def _flush(self, deadline: float | None) -> None:
        frames, self._held = self._held, bytearray()
        left = memoryview(frames)
        while left:
            try:
                left = left[os.write(self._sock.fileno(), left) :]
            except BlockingIOError:
                self._wait(deadline, write=True)
            except (BrokenPipeError, ConnectionResetError) as error:
                raise Closed from error

    def receive(
        self, deadline: float | None = None, watch: Callable[[], None] = lambda: None
    ) -> tuple[int, bytearray]:
        """The next frame's sequence number and body; raises Closed, Late, ValueError.

        `watch` is called now and then while nothing comes, and may raise.
        """
        self._watch = watch
        length, sequence = HEADER.unpack(self._exactly(HEADER.size, deadline))
        if length > MAX_FRAME:
            raise ValueError(f"a frame of {length} bytes")
        return sequence, self._exactly(length, deadline)

    def close(self) -> None:
        self._sock.close()

    def _exactly(self, count: int, deadline: float | None) -> bytearray:
        while len(self._got) < count:
            try:
                received = os.read(self._sock.fileno(), max(CHUNK, count - len(self._got)))
            except BlockingIOError:
                self._wait(deadline, write=False)
                continue
            except ConnectionResetError as error:
                raise Closed from error
            if not received:
                raise Closed
            self._got += received
        wanted = self._got[:count]
        del self._got[:count]
        return wanted

    def _wait(self, deadline: float | None, *, write: bool) -> None:
        bell = [] if self._bell is None else [self._bell]
        reading: list[socket.socket | int] = [] if write else [self._sock, *bell]
        writing = [self._sock] if write else []
        while True:
            left = math.inf if deadline is None else deadline - time.monotonic()
            if left <= 0:
                raise Late
            slice_ = min(left, GLANCE)
            ready, writable, _ = select.select(reading, writing, [], slice_)
            if self._bell in ready:
                raise Superseded
            if ready or writable:
                return
            self._watch()
