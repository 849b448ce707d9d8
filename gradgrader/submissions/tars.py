"""Members of a tar file, packed with gzip or not, read once from front to back."""

from __future__ import annotations

import functools
import gzip
import io
import os
import tarfile
import time
from collections.abc import Iterator
from typing import BinaryIO

from gradgrader.submissions.found import MAX_ALL, too_much
from gradgrader.submissions.unpack import CHUNK, Allowance, Member, TooMuch

MAX_HEADER = 16 << 10  # of long names and attributes: tarfile searches them with a slow pattern
MAX_SECONDS = 10.0
_GZIP = b"\x1f\x8b"


def from_tar(file: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """The members in order; raises whatever tarfile and gzip do.

    Whether it is packed is seen by its first bytes: browsers unpack without changing the name.
    """
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    if packed and os.fstat(file.fileno()).st_size > MAX_ALL:
        raise TooMuch(too_much())
    reader = _Forward(file, allowance, packed=packed)
    with tarfile.open(fileobj=reader, mode="r:", encoding="utf-8") as archive:
        while (info := archive.next()) is not None:
            yield Member(
                name=info.name,
                size=info.size,
                kind=_kind(info),
                chunks=functools.partial(reader.chunks, info.offset_data, info.size),
                alone=False,
                folder=info.isdir(),
            )
    if any(reader.last):  # tarfile takes a header that makes no sense for the end
        raise tarfile.ReadError("no end")


def _kind(info: tarfile.TarInfo) -> str:
    if info.issym() or info.islnk():
        return "a link"
    if info.issparse():
        return "stored with holes"
    return "" if info.isreg() or info.isdir() else "no regular file"


class _Forward(io.RawIOBase):
    """The archive for tarfile: forwards only, small pieces, and not for ever.

    What a forged header can ask of tarfile otherwise: to read gigabytes at once, to go back to
    where it came from, to search a megabyte of digits with a quadratic pattern.
    """

    def __init__(self, file: BinaryIO, allowance: Allowance, *, packed: bool) -> None:
        self._file: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=file) if packed else file
        self._packed, self._allowance = packed, allowance
        self._at, self._until = 0, time.monotonic() + MAX_SECONDS
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        """Bytes of a header; raises ReadError for what no honest header asks."""
        if not 0 <= size <= MAX_HEADER:
            raise tarfile.ReadError(f"a header of {size} bytes")
        self.last = self._take(size)
        return self.last

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go forward to `offset`; what is unpacked on the way counts."""
        if offset < self._at or whence != io.SEEK_SET:
            raise tarfile.ReadError("a member begins where another one is")
        if not self._packed:
            self._at = self._file.seek(offset)
        while self._at < offset:
            if not self._take(min(CHUNK, offset - self._at)):
                raise tarfile.ReadError("unexpected end of data")
        return self._at

    def tell(self) -> int:
        return self._at

    def chunks(self, start: int, size: int) -> Iterator[bytes]:
        """The content of a member; raises ReadError where it breaks off."""
        self.seek(start)
        while size:
            chunk = self._take(min(CHUNK, size))
            if not chunk:
                raise tarfile.ReadError("unexpected end of data")
            size -= len(chunk)
            yield chunk

    def _take(self, size: int) -> bytes:
        if time.monotonic() > self._until:
            raise tarfile.ReadError("takes too long")
        data = self._file.read(size)
        self._at += len(data)
        self._allowance.spend(len(data))
        return data
